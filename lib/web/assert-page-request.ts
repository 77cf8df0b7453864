import { AppError } from '@/lib/core/errors';
import { readBytes } from '@/lib/core/input/request-body';
import { assertSameOrigin } from '@/lib/core/origin';

/** What a page may be asked for: to be looked at, and to take a form. */
export const PAGE_METHODS = ['GET', 'HEAD', 'POST'];

/** As much as Next takes for an action (`bodySizeLimit` in next.config.ts). */
const MAX_ACTION_BYTES = 64 * 1024;

/**
 * Refuses what Next answers with 500 when it is sent to a page: a foreign method, and a form that is not from a page
 * of ours, too long, or cut off.
 * @throws AppError `method_not_allowed`, `forbidden`, `payload_too_large`, `invalid_input`
 */
export async function assertPageRequest(request: Request): Promise<void> {
  if (!PAGE_METHODS.includes(request.method)) {
    throw new AppError(
      'method_not_allowed',
      `${request.method} is not possible, only ${PAGE_METHODS.join(', ')}.`,
    );
  }
  if (request.method !== 'POST') return;
  assertSameOrigin(request.headers);
  const body = await readBytes(request, MAX_ACTION_BYTES);
  if (!(await isReadable(request.headers, body))) {
    throw new AppError('invalid_input', 'The body is no form, and no arguments of an action.');
  }
}

/** Whether Next can read it: a whole form, in which, or instead of which, its own scripts send a list of arguments. */
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
