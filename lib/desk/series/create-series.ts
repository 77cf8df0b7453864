import type { Tx } from '@/db';
import { changeOrPreview } from '@/db/change-or-preview';
import { requireMay } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { lockBooker } from '@/lib/desk/bookings/lock-booker';
import { ANYBODY } from '@/lib/desk/judge-place';
import { lockCourts } from '@/lib/desk/lock-courts';
import type { Customer } from '@/lib/desk/read-customers';
import { planSeries } from './plan-series';
import { assertCanBeHad, type SeriesDate, showDates, stretchOf } from './planned-dates';
import { type CreateSeries, readSeriesWish } from './read-series-wish';
import { findWritten, type WrittenSeries, writeSeries } from './write-series';

export type CreatedSeries = {
  club: Club;
  dates: readonly SeriesDate[];
  /** Null in a preview. */
  written: WrittenSeries | null;
};

/**
 * Books or blocks a court again and again, all dates in one transaction. A preview tells each date that cannot be had
 * with its ways out; saving needs a choice for each of them, unless dates may be left out. Bookings are owed until
 * their games. Whoever they are for hears of all dates at once.
 * @throws AppError conflict with `dates` for dates that cannot be had, or with `reason` `no_date_left`; invalid_input,
 *   also for more than 53 weeks; not_found, forbidden, unauthenticated
 */
export async function createSeries(
  ctx: Context,
  clubIdOrSlug: string,
  wanted: CreateSeries,
): Promise<CreatedSeries> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'changeSeries');
  return create(ctx, club, wanted);
}

/**
 * The dates that a series would have, each with its conflict, for who may draft one. Nothing is written.
 * @throws AppError as `createSeries`
 */
export async function draftSeries(
  ctx: Context,
  clubIdOrSlug: string,
  wanted: CreateSeries,
): Promise<CreatedSeries> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'draftSeries');
  return create({ ...ctx, preview: true }, club, wanted);
}

async function create(ctx: Context, club: Club, wanted: CreateSeries): Promise<CreatedSeries> {
  const asked = readSeriesWish(ctx, club, wanted);
  const stretch = stretchOf(club, asked.dates);
  return changeOrPreview(ctx, async (tx, after) => {
    const busy = await lockCourts(tx, ctx, [...new Set(asked.courts.map(({ id }) => id))], stretch);
    const written = await findWritten(tx, ctx, club.id);
    if (written) return { club, dates: [], written };
    const customer = await lockCustomerOf(tx, ctx, club, wanted);
    const wish = { ...wanted, court: asked.courts[0], customer: customer ?? ANYBODY, price: wanted.price };
    const planned = planSeries(ctx, club, wish, asked.dates, asked.choices, busy);
    const dates = await showDates(tx, club, planned);
    if (ctx.preview) return { club, dates, written: null };
    assertCanBeHad(club, dates, wanted.allowPartial);
    return {
      club,
      dates,
      written: await writeSeries(tx, after, ctx, { club, wanted, ...asked, customer, planned }),
    };
  });
}

const lockCustomerOf = (
  tx: Tx,
  ctx: Context,
  club: Club,
  { customerId }: CreateSeries,
): Promise<Customer | null> => lockBooker(tx, ctx, club, customerId === undefined ? null : { customerId });
