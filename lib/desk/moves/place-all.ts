import { eq, getTableColumns, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { reservations } from '@/db/schema';
import { park, takePlace } from '@/lib/desk/bookings/take-place';
import { betterStart } from '@/lib/catalogue/policy-start';
import { deferDues } from '@/lib/ledger/defer-dues';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import type { Plan } from './plan-move';
import { type NewWords, wordColumns } from './word-columns';

/** A booking as it was planned and as it is now. */
export type Placed = { plan: Plan; row: Reservation };

/**
 * Writes where bookings are from now on and what they cost, by one statement, and lets what is due at their starts
 * follow. The caller holds the locks of courts and rows.
 * @throws PlaceTaken when the constraint knows better, which names the first of several
 */
export async function placeAll(tx: Tx, plans: readonly Plan[], words: NewWords): Promise<Placed[]> {
  const [first] = plans;
  if (!first) return [];
  if (plans.length > 1)
    await park(
      tx,
      plans.map(({ booking }) => booking.id),
    );
  const rows = await takePlace(first.court, first.place, () => write(tx, plans, words));
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const placed = plans.map((plan) => {
    const row = rowOf.get(plan.booking.id);
    if (!row) throw new Error('a locked row is there');
    return { plan, row };
  });
  await deferDues(
    tx,
    placed.map(({ plan, row }) => ({ reservationId: row.id, from: plan.booking.startsAt, to: row.startsAt })),
  );
  return placed;
}

const write = (tx: Tx, plans: readonly Plan[], words: NewWords): Promise<Reservation[]> =>
  tx
    .update(reservations)
    .set({
      courtId: sql`placed.court_id`,
      startsAt: sql`placed.starts_at`,
      endsAt: sql`placed.ends_at`,
      seriesDate: sql`placed.series_date`,
      policyStartsAt: sql`placed.policy_starts_at`,
      policyStartsUntil: sql`placed.policy_starts_until`,
      priceMinor: sql`placed.price_minor`,
      priceReason: sql`placed.price_reason`,
      listPriceMinor: sql`placed.list_price_minor`,
      priceBreakdown: sql`placed.price_breakdown`,
      ...wordColumns(words),
      updatedAt: sql`now()`,
    })
    .from(
      sql`jsonb_to_recordset(${JSON.stringify(plans.map(columnsOf))}::jsonb) as placed(id uuid, court_id int,
        starts_at timestamptz, ends_at timestamptz, series_date date, policy_starts_at timestamptz,
        policy_starts_until timestamptz, price_minor int, price_reason text, list_price_minor int, price_breakdown jsonb)`,
    )
    .where(eq(reservations.id, sql`placed.id`))
    .returning(getTableColumns(reservations));

function columnsOf(plan: Plan) {
  const { booking, court, place, lines, listPriceMinor, pricing, seriesDate, policyUntil } = plan;
  const startsAt = new Date(place.startsAt);
  const policyStartsAt = betterStart(booking, startsAt, new Date());
  return {
    id: booking.id,
    court_id: court.id,
    starts_at: startsAt,
    ends_at: new Date(place.endsAt),
    series_date: seriesDate ?? booking.seriesDate,
    policy_starts_at: policyStartsAt,
    policy_starts_until: policyStartsAt && (policyUntil ?? null),
    ...(pricing.is === 'set'
      ? {
          price_minor: pricing.priceMinor,
          price_reason: pricing.priceReason,
          list_price_minor: listPriceMinor,
          price_breakdown: lines,
        }
      : {
          price_minor: booking.priceMinor,
          price_reason: booking.priceReason,
          list_price_minor: booking.listPriceMinor,
          price_breakdown: booking.priceBreakdown,
        }),
  };
}
