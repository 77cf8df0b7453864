import { type AppError, isAppError } from '@/lib/core/errors';

/** The error with which a verb refuses. Throws when it does not, and any other error. */
export async function refusalOf(attempt: Promise<unknown>): Promise<AppError> {
  try {
    await attempt;
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
  throw new Error('was not refused');
}
