import { db } from '@/db';
import { getAnyClub } from '@/lib/clubs/leaving/closed-clubs';
import { listLost } from '@/lib/clubs/leaving/list-lost';
import type { Context } from '@/lib/core/context';
import { type BoardItem, readItems } from '../board-item';

const MOST_SHOWN = 100;

/**
 * The bookings ahead that the last closing of a club cancelled: how many, and the first hundred by start.
 * @throws AppError `not_found`, `forbidden` below owner
 */
export async function listLostBookings(
  ctx: Context,
  clubIdOrSlug: string,
): Promise<{ count: number; first: readonly BoardItem[] }> {
  const { id } = await getAnyClub(ctx, clubIdOrSlug, 'restoreClub');
  const lost = await listLost(db(), id);
  return { count: lost.length, first: await readItems(db(), lost.slice(0, MOST_SHOWN)) };
}
