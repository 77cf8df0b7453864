import { eq, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { type ActChange, type ActKind, reservations } from '@/db/schema';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { park, takePlace } from '@/lib/desk/bookings/take-place';
import { deferDues } from '@/lib/ledger/defer-dues';
import { recordDetail } from '@/lib/ledger/states';
import { type Act, reservationChange, writeAct } from '@/lib/records/acts';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import type { Plan } from './plan-move';
import { refundDifference, settleDifference } from './settle-difference';
import { tellMoved } from './tell-moved';
import { type NewWords, wordColumns } from './word-columns';

type Moves = {
  club: Club;
  kind: Extract<ActKind, 'move' | 'swap' | 'shift' | 'change_series'>;
  plans: readonly Plan[];
  /** Whether the customers are told. */
  isTold: boolean;
  /** What the act changes beside the bookings. */
  also?: readonly ActChange[];
  /** What is written on each of them. */
  words?: NewWords;
};

/**
 * Writes moves into the caller's transaction, which holds the locks of courts and rows: the places all at once, the
 * differences of the prices, the audit, the act and the notices that wait for its end.
 * @throws PlaceTaken when the constraint knows better; AppError as `settleDifference`
 */
export async function writeMoves(
  tx: Tx,
  after: After,
  ctx: Context,
  { club, kind, plans, isTold, also = [], words = {} }: Moves,
): Promise<Act> {
  const placed = await placeAll(tx, plans, words);
  const settled = await settleAll(tx, after, ctx, placed);
  const act = await writeAct(tx, ctx, {
    clubId: club.id,
    kind,
    changes: [
      ...placed.map(({ plan, row }) => reservationChange(plan.booking, row)),
      ...settled.flatMap(({ changes }) => changes),
      ...also,
    ],
    summary: {
      count: placed.length,
      ...(plans[0] && placesOf(plans[0])),
      ...(ctx.requestKey !== undefined && { request_key: ctx.requestKey }),
    },
    lasts: 'seconds',
  });
  await refundDifference(
    tx,
    after,
    ctx,
    settled.flatMap(({ cards }) => cards),
    act,
  );
  for (const { plan, row } of placed)
    await recordDetail(tx, ctx, 'reservation', row, { detail: detailOf(plan, act), asStaff: true });
  const moved = placed.map(({ plan, row }) => ({ before: plan.booking, after: row }));
  if (isTold) await tellMoved(tx, after, moved, act);
  return act;
}

async function settleAll(tx: Tx, after: After, ctx: Context, placed: readonly Placed[]) {
  const settled = [];
  for (const { plan, row } of placed)
    settled.push(await settleDifference(tx, after, ctx, row, plan.differenceMinor));
  return settled;
}

type Placed = { plan: Plan; row: Reservation };

async function placeAll(tx: Tx, plans: readonly Plan[], words: NewWords): Promise<Placed[]> {
  if (plans.length > 1)
    await park(
      tx,
      plans.map(({ booking }) => booking.id),
    );
  const placed: Placed[] = [];
  for (const plan of plans) placed.push({ plan, row: await place(tx, plan, words) });
  return placed;
}

const place = (tx: Tx, plan: Plan, words: NewWords): Promise<Reservation> =>
  takePlace(plan.court, plan.place, async () => {
    const [row] = await tx
      .update(reservations)
      .set({ ...columnsOf(plan), ...wordColumns(words) })
      .where(eq(reservations.id, plan.booking.id))
      .returning();
    if (!row) throw new Error('a locked row is there');
    await deferDues(tx, row.id, plan.booking.startsAt, row.startsAt);
    return row;
  });

function columnsOf({ booking, court, place, lines, listPriceMinor, pricing, seriesDate }: Plan) {
  const startsAt = new Date(place.startsAt);
  const priced = pricing.is === 'set' && {
    priceMinor: pricing.priceMinor,
    priceReason: pricing.priceReason,
    listPriceMinor,
    priceBreakdown: lines,
  };
  return {
    courtId: court.id,
    startsAt,
    endsAt: new Date(place.endsAt),
    seriesDate: seriesDate ?? booking.seriesDate,
    ...priced,
    policyStartsAt: betterStart(booking, startsAt),
    updatedAt: sql`now()`,
  };
}

/** The start by which a cancellation counts, if one that the booking had is better than the new one. */
function betterStart({ startsAt, policyStartsAt }: Reservation, next: Date): Date | null {
  const best = policyStartsAt !== null && policyStartsAt > startsAt ? policyStartsAt : startsAt;
  return best > next ? best : null;
}

const placesOf = ({ booking, court, place }: Plan) => ({
  reservation_id: booking.id,
  from_court_id: booking.courtId,
  from_starts_at: booking.startsAt.toISOString(),
  from_ends_at: booking.endsAt.toISOString(),
  court_id: court.id,
  starts_at: new Date(place.startsAt).toISOString(),
  ends_at: new Date(place.endsAt).toISOString(),
});

const detailOf = (plan: Plan, act: Act) => ({
  moved: placesOf(plan),
  act_id: act.id,
  ...(plan.differenceMinor !== 0 && {
    price_before_minor: plan.booking.priceMinor,
    difference_minor: plan.differenceMinor,
  }),
  ...(plan.brokenRules.length > 0 && { broken_rules: plan.brokenRules }),
});
