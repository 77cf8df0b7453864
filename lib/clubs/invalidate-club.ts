import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { invalidateTags } from '@/lib/services/redis/invalidate-cache';

/**
 * Makes whatever is kept about a club unreadable, in this process and in all others. To be awaited after the commit
 * of a change and before its answer. @returns false when Redis could not be told: what it keeps then lives until it
 * expires
 */
export async function invalidateClub(clubId: number): Promise<boolean> {
  dropCatalogue();
  return invalidateTags('clubs', `club:${clubId}`);
}
