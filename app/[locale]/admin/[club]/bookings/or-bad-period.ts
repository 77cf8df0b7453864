import { isAppError } from '@/lib/core/errors';

/** Null for a period that ends before it begins or is longer than a year. */
export async function orBadPeriod<Found>(reading: Promise<Found>): Promise<Found | null> {
  try {
    return await reading;
  } catch (error) {
    if (isAppError(error, 'invalid_input')) return null;
    throw error;
  }
}
