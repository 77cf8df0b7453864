import { AppError } from '@/lib/core/errors';
import { readBytes } from '@/lib/core/input/request-body';
import { assertSameOrigin } from '@/lib/core/origin';

/** The methods of a page: reading it and posting a form to it. */
export const PAGE_METHODS = ['GET', 'HEAD', 'POST'];

/** The largest form of a page. */
const MAX_FORM_BYTES = 64 * 1024;
/** The same with a file in it, as Next takes it at most (`bodySizeLimit` in next.config.ts). */
const MAX_UPLOAD_BYTES = 20 * 1024 * 1024;

/**
 * Refuses the page requests to which Next would answer 500: a foreign method, a form of another site, one that is too
 * long or cut off. One with a file may be larger, where the caller says that somebody may send one.
 * @throws AppError `method_not_allowed`, `forbidden`, `payload_too_large`, `invalid_input`
 */
export async function assertPageRequest(request: Request, mayUpload = false): Promise<void> {
  if (!PAGE_METHODS.includes(request.method)) {
    throw new AppError(
      'method_not_allowed',
      `${request.method} is not possible, only ${PAGE_METHODS.join(', ')}.`,
    );
  }
  if (request.method !== 'POST') return;
  assertSameOrigin(request.headers);
  const body = await readBytes(request, mayUpload ? MAX_UPLOAD_BYTES : MAX_FORM_BYTES);
  if (!(await isReadable(request.headers, body))) {
    throw new AppError('invalid_input', 'The body is no form, and no arguments of an action.');
  }
}

/** Whether Next can read the body: a whole form, or the arguments that its own scripts send. */
async function isReadable(headers: Headers, body: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const type = headers.get('content-type') ?? '';
  const sent = new Response(body, { headers: { 'content-type': type } });
  try {
    const form = type.toLowerCase().startsWith('multipart/') ? await sent.formData() : null;
    if (!headers.has('next-action')) return true;
    return Array.isArray(JSON.parse(form ? String(form.get('0')) : await sent.text()));
  } catch {
    return false;
  }
}
