import { changeOrPreview } from '@/db/change-or-preview';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { type BoardItem, readItems } from '@/lib/desk/board-item';
import { lockBookings } from '@/lib/desk/moves/lock-bookings';
import type { Act } from '@/lib/records/acts';
import { recordChange } from '@/lib/records/audit';
import { giveUpDates } from './give-up-dates';
import { findSeries, listMeant, lockSeries, type Scope, writeSeriesChange } from './lock-series';

export type EndedSeries = {
  club: Club;
  items: readonly BoardItem[];
  /** What goes back of all of them together, in minor units. */
  refundMinor: number;
  act: Act;
};

/**
 * Cancels dates of a series as one act, each by its own policy. Without dates to come it is no longer listed.
 * @throws AppError conflict for a series that somebody changed since, for a date that changed meanwhile and with
 *   `reason` `no_date_left`; not_found, forbidden, unauthenticated
 */
export async function endSeries(ctx: Context, meant: Scope, isTold = true): Promise<EndedSeries> {
  const { clubId } = await findSeries(ctx, meant.seriesId);
  const club = await getClub(clubId);
  return changeOrPreview(ctx, async (tx, after) => {
    const listed = await listMeant(tx, ctx, meant);
    const locked = await lockBookings(tx, ctx, 'changeSeries', listed);
    await writeSeriesChange(tx, await lockSeries(tx, meant));
    const { act, refundMinor } = await giveUpDates(tx, after, ctx, locked, isTold);
    await recordChange(tx, ctx, {
      entity: 'series',
      entityId: meant.seriesId,
      from: null,
      to: 'ended',
      asStaff: true,
      detail: { scope: meant.scope, count: locked.length, act_id: act.id },
    });
    const items = await readItems(
      tx,
      locked.map(({ id }) => id),
    );
    return { club, items, refundMinor, act };
  });
}
