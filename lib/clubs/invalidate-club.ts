import { dropClub } from '@/lib/catalogue/catalogue';
import { invalidateTags } from '@/lib/services/redis/invalidate-cache';

/**
 * Makes every cached value about a club unreadable, in all processes. Await it after the commit of a change and
 * before its answer.
 * @returns false when Redis did not answer; its values stay until they expire
 */
export async function invalidateClub(clubId: number): Promise<boolean> {
  dropClub(clubId);
  return invalidateTags('clubs', `club:${clubId}`);
}
