import { asc, eq, inArray, sql } from 'drizzle-orm';
import { db, type Tx } from '@/db';
import { type ActChange, type ActKind, acts, reservations } from '@/db/schema';
import { isSelf, may, requireActor, requireMay, type Verb } from '@/lib/auth/permissions';
import { isOwnAct } from '@/lib/auth/visitors/own-act';
import type { Actor, Context } from '@/lib/core/context';
import { isByStaff } from '@/lib/records/acts';
import { AppError, notFound } from '@/lib/core/errors';
import { staleBooking } from '@/lib/desk/moves/lock-bookings';
import { lockSeriesOf } from '@/lib/desk/series/lock-series';
import { reservationColumns } from '@/lib/records/acts';
import { lockCourt, type Reservation } from '@/lib/reservations/confirm-reservation';
import { expireHoldsOf } from '@/lib/reservations/expire-holds';
import { tooLate } from './withdraw-told';

export type ActRow = typeof acts.$inferSelect;

/** A reservation as an act left it, with the columns that the act changed as they were. Null if the act made it. */
export type Changed = {
  row: Reservation;
  before: ReturnType<typeof reservationColumns.parse> | null;
};

/** Who may do an act may undo it. */
const VERBS: Record<ActKind, Verb> = {
  book: 'bookAtDesk',
  move: 'moveBookings',
  own_move: 'moveBookings',
  swap: 'moveBookings',
  shift: 'moveBookings',
  cancel: 'cancelByPolicy',
  details: 'bookAtDesk',
  lock: 'bookAtDesk',
  check_in: 'checkIn',
  undo_check_in: 'checkIn',
  no_show: 'markNoShow',
  revive: 'markNoShow',
  merge: 'mergePeople',
  book_series: 'changeSeries',
  change_series: 'changeSeries',
  opening_hours: 'changeHours',
  special_days: 'changeHours',
  price_rules: 'changePrices',
  categories: 'changeCategories',
  extras: 'changePrices',
};

/** Whether a player did it with a booking of their own, of whose desk they see nothing. */
export const isByPlayer = ({ actor }: Context, act: ActRow): boolean =>
  !isByStaff(act) && isOfPlayer(actor) && isOwnAct(actor, act) && !may(actor, act.clubId, VERBS[act.kind]);

const isOfPlayer = (actor: Actor): boolean => actor.kind === 'visitor' || isSelf(actor);

/**
 * An act that the actor may take back: their own, or a colleague's as a manager.
 * @throws AppError not_found, also at a foreign club; forbidden, unauthenticated
 */
export async function getUndoable(ctx: Context, actId: string): Promise<ActRow> {
  if (ctx.actor.kind !== 'visitor') requireActor(ctx);
  const [act] = await db().select().from(acts).where(eq(acts.id, actId));
  if (!act) throw notFound('act');
  if (isByPlayer(ctx, act)) return act;
  if (ctx.actor.kind === 'visitor') throw notFound('act');
  requireMay(ctx, act.clubId, VERBS[act.kind], 'act');
  if (!isOwnAct(ctx.actor, act)) requireMay(ctx, act.clubId, 'undoForOthers', 'act');
  return act;
}

/**
 * Locks the courts and reservations of an act, then the act itself, and ends what held their courts and ran out.
 * @throws AppError conflict once the act is undone or its time is over, and for a reservation that somebody changed
 *   since (with `current` for staff)
 */
export async function lockChanged(tx: Tx, ctx: Context, act: ActRow): Promise<Changed[]> {
  const { id, changes } = act;
  const ofReservations = changes.filter(({ entity }) => entity === 'reservation');
  const rows = await lockRows(tx, ctx, ofReservations);
  await assertStands(tx, id);
  return Promise.all(
    ofReservations.map(async (change) => {
      const row = rows.get(change.id);
      if (!row) throw notFound('reservation');
      if (!isAsLeft(row, change)) throw isByPlayer(ctx, act) ? changedSince() : await staleBooking(tx, row);
      return { row, before: change.before && reservationColumns.parse(change.before) };
    }),
  );
}

const changedSince = () =>
  new AppError('conflict', 'The booking has changed since, so this can no longer be taken back.');

/** Nobody changed it since. A game that has ended since is completed by itself. */
function isAsLeft({ revision, status }: Reservation, change: ActChange): boolean {
  const isCompleted = status === 'completed' && change.after?.status === 'confirmed';
  return revision === (change.revision ?? 0) + (isCompleted ? 1 : 0);
}

/** In the order of every verb: the courts by id, then the rows, then their series. */
async function lockRows(
  tx: Tx,
  ctx: Context,
  changes: readonly ActChange[],
): Promise<ReadonlyMap<string, Reservation>> {
  const ids = changes.map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const wanted = tx
    .select()
    .from(reservations)
    .where(inArray(reservations.id, ids))
    .orderBy(asc(reservations.id));
  const before = changes.flatMap((change) => reservationColumns.parse(change.before ?? {}).courtId ?? []);
  const courtIds = new Set([...before, ...(await wanted).map(({ courtId }) => courtId)]);
  for (const courtId of [...courtIds].toSorted((a, b) => a - b)) await lockCourt(tx, courtId);
  for (const courtId of courtIds) await expireHoldsOf(tx, ctx, courtId);
  const rows = await wanted.for('update');
  await lockSeriesOf(tx, rows);
  return new Map(rows.map((row) => [row.id, row]));
}

/** By the database's clock, which sends what waits for the act. */
async function assertStands(tx: Tx, actId: string): Promise<void> {
  const isOver = sql<boolean>`${acts.undoUntil} <= clock_timestamp()`;
  const [act] = await tx
    .select({ isOver, undoneAt: acts.undoneAt, changes: acts.changes })
    .from(acts)
    .where(eq(acts.id, actId))
    .for('update');
  if (act?.undoneAt) throw new AppError('conflict', 'This was taken back already.');
  if (!act || act.isOver || act.changes.length === 0) throw tooLate();
}
