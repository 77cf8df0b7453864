import { isDatabaseUnavailable } from '@/db/failure';
import { AppError, isAppError } from './errors';

/** What to tell of any error: an AppError as it is, anything else as one fixed sentence that gives nothing away. */
export function asAppError(error: unknown): AppError {
  if (isAppError(error)) return error;
  if (isDatabaseUnavailable(error)) {
    const sentence = 'The database does not answer. Nothing was changed: try again in a moment.';
    return new AppError('service_unavailable', sentence, { cause: error, retryAfterSeconds: 2 });
  }
  const sentence = 'Something went wrong on our side. Try again; if it stays, tell us the request id.';
  return new AppError('internal', sentence, { cause: error });
}
