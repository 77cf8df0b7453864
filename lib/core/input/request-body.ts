import { AppError } from '@/lib/core/errors';
import { filesOf } from './upload';

const MAX_JSON_BYTES = 64 * 1024;
/** The largest webhook body of a provider. */
export const WEBHOOK_MAX_BYTES = 512 * 1024;
const MAX_DEPTH = 20;

const tooLarge = (maxBytes: number) =>
  new AppError('payload_too_large', `The body may have at most ${maxBytes / 1024} KiB.`);

/**
 * Reads a body and stops as soon as it is too long, whatever its Content-Length says.
 * @throws AppError `payload_too_large`
 */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
    size += next.value.byteLength;
    if (size > maxBytes) {
      // Not awaited, because a sender that still sends may delay the end.
      reader?.cancel().catch(() => {});
      throw tooLarge(maxBytes);
    }
    chunks.push(next.value);
  }
  return Buffer.concat(chunks);
}

/**
 * The same as UTF-8 text.
 * @throws AppError `payload_too_large`, `invalid_input` for bytes that are not UTF-8
 */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  const bytes = await readBytes(request, maxBytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new AppError('invalid_input', 'The body is not UTF-8 text.');
  }
}

/** Whether PostgreSQL can store a text unchanged: it has no NUL and no half of a surrogate pair. */
const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed();

/**
 * Refuses input that a schema might accept: nesting beyond 20, a key `__proto__`, text that cannot be stored.
 * @throws AppError `invalid_input`
 */
export function assertSafeJson(value: unknown, depth = 0): void {
  if (depth > MAX_DEPTH) throw new AppError('invalid_input', `JSON may nest ${MAX_DEPTH} deep at most.`);
  if (typeof value === 'string' && !isStorable(value)) {
    throw new AppError('invalid_input', 'Text may not contain NUL or broken characters.');
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    if (key === '__proto__') throw new AppError('invalid_input', 'The key __proto__ is not allowed.');
    assertSafeJson(key, depth + 1);
    assertSafeJson(member, depth + 1);
  }
}

function assertJsonType(request: Request): void {
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  const encoding = request.headers.get('content-encoding') ?? 'identity';
  if (type !== 'application/json' || encoding !== 'identity') {
    throw new AppError('unsupported_media_type', 'Send the body as uncompressed application/json.');
  }
}

/**
 * Reads a JSON body of at most 64 KiB. A missing body counts as `{}`.
 * @throws AppError `unsupported_media_type`, `payload_too_large`, `invalid_input`
 */
export async function readJson(request: Request): Promise<unknown> {
  if (request.body === null) return {};
  if (request.headers.has('content-type')) assertJsonType(request);
  const text = await readText(request, MAX_JSON_BYTES);
  if (text === '') return {};
  assertJsonType(request);
  const value = parseJson(text);
  assertSafeJson(value);
  return value;
}

/** @throws AppError `invalid_input` */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('invalid_input', 'The body is not valid JSON.');
  }
}

/**
 * Reads a form that may carry files, each field once. Texts are strings, files are `Upload`s.
 * @throws AppError `unsupported_media_type`, `payload_too_large`, `invalid_input`
 */
export async function readForm(request: Request, maxBytes: number): Promise<Record<string, unknown>> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.toLowerCase().startsWith('multipart/form-data'))
    throw new AppError('unsupported_media_type', 'Send the body as multipart/form-data.');
  const bytes = await readBytes(request, maxBytes);
  const form = await parseForm(new Response(bytes, { headers: { 'content-type': type } }));
  const names = [...form.keys()];
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined)
    throw new AppError('invalid_input', 'Give each field once.', {
      fields: { [twice]: ['given more than once'] },
    });
  const texts = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'));
  assertSafeJson(texts);
  return { ...texts, ...(await filesOf(form)) };
}

async function parseForm(body: Response): Promise<FormData> {
  try {
    return await body.formData();
  } catch {
    throw new AppError('invalid_input', 'The body is not a whole form.');
  }
}
