import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import {
  type ActChange,
  type ActKind,
  type ActSummary,
  acts,
  clubs,
  type ExtraLine,
  type PriceLine,
  type reservations,
} from '@/db/schema';
import type { Actor, Context } from '@/lib/core/context';
import { dayBounds, HOUR_MS, localDateOf } from '@/lib/core/time';

/** An act of staff, and until when it can be undone. */
export type Act = Pick<typeof acts.$inferSelect, 'id' | 'undoUntil'>;

/** How long an act can be undone: the club's seconds, until the end of the club's day, or 24 hours. */
type Lasts = 'seconds' | 'day' | 'hours24';

type Done = {
  clubId: number;
  kind: ActKind;
  changes: readonly ActChange[];
  summary: ActSummary;
  lasts: Lasts;
};

/**
 * Writes into the transaction of a verb what it changed, so that it can be undone. It comes after the changes and before
 * what they ask for: `notify` and `requestRefund` are given the act and wait for its end.
 * @throws Error when neither a person nor a visitor acts
 */
export async function writeAct(tx: Tx, ctx: Context, { clubId, lasts, ...done }: Done): Promise<Act> {
  const { userId: by, visitorId: byVisitor } = doerOf(ctx.actor);
  const undoUntil = await endOf(tx, clubId, lasts);
  const row = { ...done, clubId, by, byVisitor, requestId: ctx.requestId, undoUntil };
  const [act] = await tx.insert(acts).values(row).returning({ id: acts.id, undoUntil: acts.undoUntil });
  if (!act) throw new Error('an insert without a conflict returns its row');
  return act;
}

/**
 * Whoever does an act or undoes it: an account, or a browser without one.
 * @throws Error for anybody else
 */
export function doerOf(actor: Actor): { userId: string | null; visitorId: string | null } {
  if (actor.kind === 'person') return { userId: actor.userId, visitorId: null };
  if (actor.kind === 'visitor') return { userId: null, visitorId: actor.visitorId };
  throw new Error('an act is done by a person or a visitor');
}

/**
 * Adds to an act of the same transaction what it changes further, before `notify` and `requestRefund` are given it.
 * Returns the act.
 */
export async function addToAct(
  tx: Tx,
  act: Act,
  changes: readonly ActChange[],
  summary: ActSummary = {},
): Promise<Act> {
  await tx
    .update(acts)
    .set({
      changes: sql`${acts.changes} || ${JSON.stringify(changes)}::jsonb`,
      summary: sql`${acts.summary} || ${JSON.stringify(summary)}::jsonb`,
    })
    .where(eq(acts.id, act.id));
  return act;
}

/** By the database's clock, which releases what waits. */
async function endOf(tx: Tx, clubId: number, lasts: Lasts): Promise<Date> {
  const [club] = await tx
    .select({
      now: sql`clock_timestamp()`.mapWith(acts.createdAt),
      timeZone: clubs.timeZone,
      undoSeconds: clubs.undoSeconds,
    })
    .from(clubs)
    .where(eq(clubs.id, clubId));
  if (!club) throw new Error(`there is no club ${clubId}`);
  const now = club.now.getTime();
  switch (lasts) {
    case 'seconds':
      return new Date(now + club.undoSeconds * 1000);
    case 'day':
      return new Date(dayBounds(localDateOf(now, club.timeZone), club.timeZone).endsAt);
    case 'hours24':
      return new Date(now + 24 * HOUR_MS);
  }
}

const moment = z.coerce.date();

/** The columns of a reservation that acts change and an undo gives back. In the row of the act they are JSON. */
export const reservationColumns = z
  .object({
    courtId: z.int(),
    startsAt: moment,
    endsAt: moment,
    policyStartsAt: moment.nullable(),
    policyStartsUntil: moment.nullable(),
    seriesDate: z.iso.date().nullable(),
    // Those in which an act finds one.
    status: z.enum(['confirmed', 'completed', 'no_show']),
    priceMinor: z.int(),
    listPriceMinor: z.int().nullable(),
    priceReason: z.string().nullable(),
    priceBreakdown: z.custom<PriceLine[]>(Array.isArray),
    extras: z.custom<ExtraLine[]>(Array.isArray),
    userId: z.string().nullable(),
    customerId: z.string().nullable(),
    title: z.string().nullable(),
    note: z.string().nullable(),
    lockedAt: moment.nullable(),
    lockedBy: z.string().nullable(),
    checkedInAt: moment.nullable(),
    checkedInBy: z.string().nullable(),
    confirmedAt: moment.nullable(),
    cancelledAt: moment.nullable(),
    cancelReason: z.string().nullable(),
    cancelRefundMinor: z.int().nullable(),
    retainedTillMinor: z.int(),
  })
  .partial();

type Reservation = typeof reservations.$inferSelect;
const COLUMNS = reservationColumns.keyof().options;

/**
 * What an act changed of a reservation, read before it and after its last write, for `writeAct`. Without a `before`
 * the act made it. The status that it left is always told.
 */
export function reservationChange(before: Reservation | null, after: Reservation): ActChange {
  const { id, revision } = after;
  if (before === null)
    return { entity: 'reservation', id, before: null, after: pick(after, ['status']), revision };
  const changed = COLUMNS.filter((column) => !isSame(before[column], after[column]));
  const left = pick(after, [...changed, 'status']);
  return { entity: 'reservation', id, before: pick(before, changed), after: left, revision };
}

/** What an act did to a due that it opened or ended. */
export const dueChange = (id: string, is: 'opened' | 'ended'): ActChange => ({
  entity: 'due',
  id,
  before: is === 'opened' ? null : { open: true },
  after: { open: is === 'opened' },
  revision: null,
});

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

const pick = (row: Reservation, columns: readonly (keyof Reservation)[]) =>
  Object.fromEntries(columns.map((column) => [column, row[column]]));

/** Whether staff did it. Players do only their own moves. */
export const isByStaff = ({ kind }: { kind: ActKind }): boolean => kind !== 'own_move';
