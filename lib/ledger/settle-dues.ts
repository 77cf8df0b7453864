import { and, asc, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { dues } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { recordChange } from '@/lib/records/audit';
import { type Due, IS_OPEN, openDues, shownId } from './open-due';

type Paid = {
  /** Of the due's sign, and at most its amount. */
  paidMinor: number;
  /** By what it was paid, for the audit. */
  by: Record<string, unknown>;
  asStaff?: boolean;
};

/** The dues of a reservation that are neither paid nor waived, oldest first. */
export const listOpenDues = (tx: Tx, reservationId: string): Promise<Due[]> =>
  listOpenDuesOf(tx, [reservationId]);

/** The same of several reservations. */
export const listOpenDuesOf = (tx: Tx, reservationIds: readonly string[]): Promise<Due[]> =>
  tx
    .select()
    .from(dues)
    .where(and(inArray(dues.reservationId, [...reservationIds]), IS_OPEN))
    .orderBy(asc(dues.createdAt), asc(dues.id));

type Ended = { due: Due; paidMinor: number; asStaff: boolean };

/**
 * Ends open dues, by what was paid of each or because it is owed no longer. The caller holds the locks of their
 * reservations, under which it read them.
 */
export async function endDues(tx: Tx, ctx: Context, ended: readonly Ended[], by: Paid['by']): Promise<void> {
  if (ended.length === 0) return;
  await tx
    .update(dues)
    .set({ settledAt: sql`now()` })
    .where(
      inArray(
        dues.id,
        ended.map(({ due }) => due.id),
      ),
    );
  const changes = ended.map(({ due: { id, reservationId, currency }, paidMinor, asStaff }) => {
    const detail = { ...by, reservation_id: reservationId, paid_minor: paidMinor, currency };
    return { entity: 'due', entityId: id, from: 'open', to: 'settled', detail, asStaff } as const;
  });
  await recordChange(tx, ctx, ...changes);
}

/** Opens dues again that were ended, but for waived ones. The caller holds the locks of their reservations. */
export async function reopenDues(
  tx: Tx,
  ctx: Context,
  ids: readonly string[],
  detail: Paid['by'],
): Promise<void> {
  const opened = await tx
    .update(dues)
    .set({ settledAt: null })
    .where(and(inArray(dues.id, [...ids]), isNotNull(dues.settledAt), isNull(dues.waivedAt)))
    .returning({ id: dues.id });
  const changes = opened.map(
    ({ id }) =>
      ({ entity: 'due', entityId: id, from: 'settled', to: 'open', detail, asStaff: true }) as const,
  );
  if (changes.length > 0) await recordChange(tx, ctx, ...changes);
}

/** A due with what is paid of it: of its sign, and at most its amount. */
export type PaidPart = { due: Due; paidMinor: number };

/**
 * Ends open dues by what was paid of each, and opens others for the rests, which it returns. The caller holds the locks
 * of their reservations, under which it read them.
 */
export async function payDues(
  tx: Tx,
  ctx: Context,
  parts: readonly PaidPart[],
  { by, asStaff = true }: Omit<Paid, 'paidMinor'>,
): Promise<Due[]> {
  await endDues(
    tx,
    ctx,
    parts.map((part) => ({ ...part, asStaff })),
    by,
  );
  const rests = parts.filter(({ due, paidMinor }) => paidMinor !== due.amountMinor);
  const owing = rests.map(({ due, paidMinor }) => ({
    reservation: { id: due.reservationId, clubId: due.clubId, currency: due.currency },
    amountMinor: due.amountMinor - paidMinor,
    cause: due.cause,
    dueBy: due.dueBy,
    participantPosition: due.participantPosition,
    splitOf: shownId(due),
    asStaff,
  }));
  return openDues(tx, ctx, owing);
}

/** The same for one due. Returns the rest, if there is one. */
export async function settleDue(
  tx: Tx,
  ctx: Context,
  due: Due,
  { paidMinor, ...paid }: Paid,
): Promise<Due | null> {
  const [rest] = await payDues(tx, ctx, [{ due, paidMinor }], paid);
  return rest ?? null;
}

/** Divides an amount over the open dues of its sign, in their order, and says what no due was there for. */
export function divideOverDues(
  open: readonly Due[],
  amountMinor: number,
): { parts: PaidPart[]; leftMinor: number } {
  let leftMinor = amountMinor;
  const parts = open.flatMap((due) => {
    if (Math.sign(due.amountMinor) !== Math.sign(leftMinor)) return [];
    const paidMinor =
      leftMinor > 0 ? Math.min(leftMinor, due.amountMinor) : Math.max(leftMinor, due.amountMinor);
    leftMinor -= paidMinor;
    return { due, paidMinor };
  });
  return { parts, leftMinor };
}

/**
 * Ends the oldest open dues of one sign by an amount of that sign, and returns what of it no due was there for. The
 * caller holds the reservation's lock.
 */
export async function settleDues(
  tx: Tx,
  ctx: Context,
  reservationId: string,
  { paidMinor, ...paid }: Paid,
): Promise<number> {
  const { parts, leftMinor } = divideOverDues(await listOpenDues(tx, reservationId), paidMinor);
  await payDues(tx, ctx, parts, paid);
  return leftMinor;
}
