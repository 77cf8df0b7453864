import { asAppError } from '@/lib/core/as-app-error';
import { log } from '@/lib/core/log';

/**
 * The error answer of the API. An error that is no AppError is logged with its cause and answered with one fixed
 * sentence.
 */
export function errorResponse(error: unknown, requestId: string): Response {
  const known = asAppError(error);
  if (known.status >= 500)
    log().error({ requestId, code: known.code, err: known.cause ?? known }, known.message);
  const { code, message, fields, details, retryAfterSeconds } = known;
  return Response.json(
    { ...details, error: code, message, request_id: requestId, ...(fields && { fields }) },
    {
      status: known.status,
      headers: {
        ...(retryAfterSeconds !== undefined && { 'Retry-After': String(Math.ceil(retryAfterSeconds)) }),
        ...(code === 'unauthenticated' && { 'WWW-Authenticate': 'Token' }),
      },
    },
  );
}
