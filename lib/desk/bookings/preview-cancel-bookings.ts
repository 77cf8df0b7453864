import { db } from '@/db';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { type BoardItem, readItems } from '@/lib/desk/board-item';
import type { Cancellation } from '@/lib/reservations/cancellation';
import { cancelBookings } from './cancel-bookings';

export type CancelPreview = {
  club: Club;
  /** By start. Null is what stays: it is over, was cancelled before or is only held. */
  rows: readonly { item: BoardItem; cancellation: Cancellation | null }[];
  /** What would go back of all of them together, in minor units. */
  refundMinor: number;
};

/**
 * What cancelling some bookings of a club by the policy would give back, without doing it.
 * @throws AppError as `cancelBookings`
 */
export async function previewCancelBookings(
  ctx: Context,
  clubIdOrSlug: string,
  ids: string[],
): Promise<CancelPreview> {
  const { club, rows, refundMinor } = await cancelBookings({ ...ctx, preview: true }, clubIdOrSlug, {
    ids,
    notify: true,
  });
  const cancellations = new Map(rows.map(({ id, cancellation }) => [id, cancellation]));
  const items = await readItems(db(), ids);
  return {
    club,
    refundMinor,
    rows: items.map((item) => ({ item, cancellation: cancellations.get(item.id) ?? null })),
  };
}
