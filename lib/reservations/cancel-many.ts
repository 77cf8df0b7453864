import { inArray, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { type ActChange, type RefundCause, type RefundReason, reservations } from '@/db/schema';
import { isOwnBooking } from '@/lib/auth/visitors/own-booking';
import { findClubs } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { abandonPayments } from '@/lib/ledger/abandon-payments';
import { requestRefunds } from '@/lib/ledger/request-refund';
import { moveMany } from '@/lib/ledger/states';
import { bySeries } from '@/lib/notices/series/by-series';
import { listPeople, listPlayers } from '@/lib/notices/people/list-people';
import { notify, tellEach, tellOfAct } from '@/lib/notices/notify';
import { aboutDates } from '@/lib/notices/series/tell-of-series';
import { type Act, addToAct, reservationChange, writeAct } from '@/lib/records/acts';
import { recordChange } from '@/lib/records/audit';
import { nudge, nudgeFreed, nudgeRefund } from '@/lib/services/inngest/jobs';
import { queueOfRefund } from '@/lib/services/inngest/queues';
import type { CancellationRule } from './cancellation';
import type { Reservation } from './confirm-reservation';
import type { Paid } from './find-paid';
import { settleTill } from './settle-till';
import { type BySharer, type RefundSplit, splitRefund } from './split-refund';

type Cancelling = {
  reservation: Reservation;
  paid: Paid;
  /** At most what is left of what was paid. */
  refundMinor: number;
  /** What of it each player gets who paid a share. */
  bySharer?: BySharer;
  /** Absent when all goes back for no reason of the player's. */
  rule?: CancellationRule;
};

type Split = Cancelling & { parts: RefundSplit<Paid['cards'][number]> };

/** The cause of cancellations and the notice for their players, if they get one. `reason` is stored on the rows. */
export type Why = {
  cause: RefundCause;
  notice: 'reservation_cancelled' | 'club_closed' | null;
  /**
   * Staff may take it back for a while, in which nobody is told and nothing is refunded: as an act of its own, or as
   * part of another.
   */
  act?: 'new' | Act;
  /** The act that it takes back. Nobody heard of that, so nobody hears of this. */
  undoOf?: string;
  reason?: string;
  /** The reason for Stripe, by default that the customer asked for it. */
  refundReason?: RefundReason;
  /** Of a request that cancels one reservation (`ctx.requestKey`). */
  requestKey?: string;
};

/** The refunds that were asked for, and the act if it can be taken back. */
type Written = { refundIds: string[]; act: Act | null };

/**
 * Writes cancellations into the caller's transaction, which holds the locks of the reservations and their payments.
 * People are handled in the order of their ids, as everywhere. What can be taken back is of one club.
 */
export async function cancelMany(
  tx: Tx,
  after: After,
  ctx: Context,
  all: readonly Cancelling[],
  why: Why,
): Promise<Written> {
  if (all.length === 0) return { refundIds: [], act: null };
  await endReservations(tx, ctx, all, why);
  await abandonPayments(tx, after, { reservationIds: all.map(({ reservation }) => reservation.id) });
  const split = all.map((one) => ({ ...one, parts: splitRefund(one.paid, one.refundMinor, one.bySharer) }));
  await keepTheRest(tx, ctx, split, why);
  const duesChanged = await settleTill(
    tx,
    ctx,
    split.map(({ reservation, paid, parts }) => ({
      reservation,
      backMinor: parts.tillMinor,
      keptMinor: paid.till.leftMinor - parts.tillMinor,
      asStaff: actsAsStaff(ctx, reservation, why),
    })),
  );
  const act = why.act === undefined ? null : await writeCancelling(tx, ctx, all, duesChanged, why.act);
  const refundIds = await askBack(tx, ctx, split, why, act);
  after(nudge, ...refundIds.map((id) => nudgeRefund(id, 1, queueOfRefund(why.cause), act)));
  if (why.undoOf === undefined) await tellPeople(tx, after, all, why, act);
  if (await isWaitedFor(all)) after(nudge, nudgeFreed(act?.undoUntil ?? new Date()));
  return { refundIds, act };
}

/** Whether a court frees at a club where people may wait in turn. */
async function isWaitedFor(all: readonly Cancelling[]): Promise<boolean> {
  const clubs = await findClubs([...new Set(all.map(({ reservation }) => reservation.clubId))]);
  return [...clubs.values()].some(({ waitingList }) => waitingList === 'in_turn');
}

async function writeCancelling(
  tx: Tx,
  ctx: Context,
  all: readonly Cancelling[],
  duesChanged: readonly ActChange[],
  within: 'new' | Act,
): Promise<Act | null> {
  const [first] = all;
  if (!first) return null;
  const befores = new Map(all.map(({ reservation }) => [reservation.id, reservation]));
  const rows = await tx
    .select()
    .from(reservations)
    .where(inArray(reservations.id, [...befores.keys()]));
  const { id, clubId, currency } = first.reservation;
  const refundMinor = all.reduce((sum, one) => sum + one.refundMinor, 0);
  const changes = [...rows.map((row) => reservationChange(befores.get(row.id) ?? null, row)), ...duesChanged];
  if (within !== 'new') return addToAct(tx, within, changes);
  return writeAct(tx, ctx, {
    clubId,
    kind: 'cancel',
    changes,
    summary: { count: all.length, reservation_id: id, refund_minor: refundMinor, currency },
    lasts: 'seconds',
  });
}

/** A cancellation by Pista, or of another person's booking, counts as staff's. */
const actsAsStaff = ({ actor }: Context, reservation: Reservation, { cause }: Why): boolean =>
  actor.kind === 'person' && (cause !== 'cancellation' || !isOwnBooking(actor, reservation));

async function endReservations(tx: Tx, ctx: Context, all: readonly Cancelling[], why: Why): Promise<void> {
  const rows = all.map(({ reservation, refundMinor, rule }) => ({
    id: reservation.id,
    status: reservation.status,
    asStaff: actsAsStaff(ctx, reservation, why),
    detail: {
      cause: why.cause,
      refund_minor: refundMinor,
      currency: reservation.currency,
      ...(rule && { rule }),
      ...(why.requestKey !== undefined && { request_key: why.requestKey }),
      ...(why.undoOf !== undefined && { undo_of: why.undoOf }),
    },
  }));
  await moveMany(tx, ctx, 'reservation', rows, 'cancelled', {
    cancelledAt: sql`now()`,
    cancelReason: why.reason ?? null,
    holdExpiresAt: null,
  });
  await keepRefunds(tx, all);
}

/** The refund, as everybody is told. */
async function keepRefunds(tx: Tx, all: readonly Cancelling[]): Promise<void> {
  const told = all.map(({ reservation, refundMinor }) => sql`(${reservation.id}::uuid, ${refundMinor}::int)`);
  await tx.execute(sql`update reservations set cancel_refund_minor = told.minor
    from (values ${sql.join(told, sql`, `)}) as told(id, minor) where reservations.id = told.id`);
}

/** What the policy lets the club keep. */
async function keepTheRest(tx: Tx, ctx: Context, all: readonly Split[], why: Why): Promise<void> {
  const kept = all.flatMap(({ reservation, rule, paid, parts }) =>
    paid.cards.flatMap((payment) => {
      const back = parts.cards.find(({ card }) => card.id === payment.id);
      const keptMinor = payment.leftMinor - (back?.amountMinor ?? 0);
      return keptMinor > 0 ? [{ reservation, rule, payment, keptMinor }] : [];
    }),
  );
  if (kept.length === 0) return;
  const told = kept.map(({ payment, keptMinor }) => sql`(${payment.id}::uuid, ${keptMinor}::int)`);
  await tx.execute(sql`update payments set retained_by_policy_at = now(), retained_minor = kept.minor
    from (values ${sql.join(told, sql`, `)}) as kept(id, minor) where payments.id = kept.id`);
  const changes = kept.map(
    ({ reservation, payment, keptMinor, rule }) =>
      ({
        entity: 'payment',
        entityId: payment.id,
        from: payment.status,
        to: 'retained_by_policy',
        asStaff: actsAsStaff(ctx, reservation, why),
        detail: { kept_minor: keptMinor, ...(rule && { rule }) },
      }) as const,
  );
  await recordChange(tx, ctx, ...changes);
}

/** One for each payment that gives something back. The request names the first of each reservation. */
const askBack = (tx: Tx, ctx: Context, all: readonly Split[], why: Why, act: Act | null): Promise<string[]> =>
  requestRefunds(
    tx,
    ctx,
    all.flatMap(({ reservation, parts, rule }) =>
      parts.cards.map(({ card, amountMinor }, at) => ({
        paymentId: card.id,
        amountMinor,
        currency: card.currency,
        cause: why.cause,
        asStaff: actsAsStaff(ctx, reservation, why),
        notBefore: act,
        ...(why.refundReason && { reason: why.refundReason }),
        ...(why.requestKey !== undefined && at === 0 && { requestKey: why.requestKey }),
        ...(why.reason !== undefined && { note: why.reason }),
        ...(rule && { detail: { rule } }),
      })),
    ),
  );

const OF_SERIES = { reservation_cancelled: 'series_cancelled', club_closed: 'series_closed' } as const;

async function tellPeople(
  tx: Tx,
  after: After,
  all: readonly Cancelling[],
  { notice }: Why,
  act: Act | null,
): Promise<void> {
  const messages = all.flatMap(({ reservation: { id, status, userId } }) =>
    userId ? [{ userId, type: 'reservation.cancelled', data: { reservation_id: id, was: status } }] : [],
  );
  await (act ? tellOfAct(tx, after, act, messages) : tellEach(tx, messages));
  if (notice === null) return;
  const confirmed = all.flatMap(({ reservation }) =>
    reservation.status === 'confirmed' ? [reservation] : [],
  );
  const revisions = new Map(confirmed.map(({ id, revision }) => [id, revision]));
  const { series, single } = bySeries(confirmed);
  const players = await listPlayers(
    tx,
    series.flatMap((dates) => dates.all),
  );
  const each = [...(await listPeople(tx, single)), ...players].map((one) => ({
    // Players had no booking that the club could cancel.
    kind: 'participantPosition' in one ? ('reservation_cancelled' as const) : notice,
    // One that stands again may be cancelled again.
    objectId: `${one.reservationId}:${revisions.get(one.reservationId)}`,
    ...one,
    act,
  }));
  const ofSeries = series.flatMap((dates) => aboutDates(OF_SERIES[notice], dates, act));
  await notify(tx, after, ...each, ...ofSeries);
}
