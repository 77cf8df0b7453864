import { isAppError } from '@/lib/core/errors';

/** Null for what is not there or not theirs, so that the page stands without it. */
export async function orNull<Result>(work: Promise<Result>): Promise<Result | null> {
  try {
    return await work;
  } catch (error) {
    if (isAppError(error, 'not_found', 'forbidden', 'unauthenticated')) return null;
    throw error;
  }
}
