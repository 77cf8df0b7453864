import { isDatabaseUnavailable } from '@/db';
import { AppError } from './errors';
import { log } from './log';

/** The error answer of the API; what is not an AppError is logged with its cause and told as one fixed sentence. */
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

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isDatabaseUnavailable(error)) {
    const sentence = 'The database does not answer. Nothing was changed: try again in a moment.';
    return new AppError('service_unavailable', sentence, { cause: error, retryAfterSeconds: 2 });
  }
  const sentence = 'Something went wrong on our side. Try again; if it stays, tell us the request id.';
  return new AppError('internal', sentence, { cause: error });
}
