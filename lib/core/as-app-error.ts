import { isDatabaseUnavailable } from '@/db/failure';
import { AppError, isAppError } from './errors';

/** The error to answer with: an AppError unchanged, anything else as one fixed sentence. */
export function asAppError(error: unknown): AppError {
  if (isAppError(error)) return error;
  if (isDatabaseUnavailable(error)) {
    const sentence = 'The database does not answer. Nothing was changed: try again in a moment.';
    return new AppError('service_unavailable', sentence, { cause: error, retryAfterSeconds: 2 });
  }
  const sentence = 'Something went wrong on our side. Try again; if it stays, tell us the request id.';
  return new AppError('internal', sentence, { cause: error });
}
