import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable, PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Tx } from '@/db';
import {
  type PaymentStatus,
  payments,
  type RefundStatus,
  type ReservationStatus,
  refunds,
  reservations,
} from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { groupBy } from '@/lib/core/group-by';
import { recordChange } from '@/lib/records/audit';

const TABLES = { reservation: reservations, payment: payments, refund: refunds };

/** The rows whose status only this file changes. */
export type Entity = keyof typeof TABLES;
type Statuses = { reservation: ReservationStatus; payment: PaymentStatus; refund: RefundStatus };

/** The received and refunded amounts decide which of the three it is. A further part may be refunded within one. */
const TAKEN = ['completed', 'partially_refunded', 'refunded'] as const satisfies PaymentStatus[];

/**
 * The statuses to which a row may go from each. `expire_holds` in `db/migrations` and the check of histories
 * (`lib/integrity/audit-checks.ts`) keep to the same table.
 */
const MOVES = {
  reservation: {
    payment_pending: ['pending', 'confirmed', 'cancelled', 'expired'],
    pending: ['confirmed', 'cancelled', 'expired'],
    // Money that came late takes its court back.
    expired: ['confirmed'],
    confirmed: ['cancelled', 'completed', 'no_show'],
    completed: ['no_show'],
    no_show: ['completed', 'confirmed'],
    cancelled: ['confirmed'],
  },
  payment: {
    pending: ['completed', 'failed', 'cancelled'],
    // Stripe may have taken money for an attempt that was closed here.
    failed: ['completed'],
    cancelled: ['completed'],
    completed: TAKEN,
    partially_refunded: TAKEN,
    refunded: TAKEN,
  },
  refund: {
    // One that a dispute held is asked for again.
    requested: ['requested', 'pending', 'succeeded', 'failed', 'covered', 'recalled'],
    pending: ['succeeded', 'failed'],
    // A card may be closed weeks later.
    succeeded: ['failed'],
    failed: ['requested', 'covered'],
    // An appeal won back what covered it, or it had been sent after all.
    covered: ['requested', 'pending', 'succeeded'],
    // It had been sent after all.
    recalled: ['pending', 'succeeded'],
  },
} as const satisfies { [E in Entity]: Record<Statuses[E], readonly Statuses[E][]> };

/** Ways back to a court, which only an undo or a restoration takes. It names itself in the audit by one of these. */
const WAYS_BACK: readonly { entity: Entity; from: string; to: string }[] = [
  { entity: 'reservation', from: 'cancelled', to: 'confirmed' },
  { entity: 'reservation', from: 'no_show', to: 'confirmed' },
];
export const BACK_BY = ['undo_of', 'restored'] as const;

/** The statuses in which a row may be made. */
export const FIRST = {
  reservation: ['payment_pending', 'confirmed'],
  payment: ['pending', 'cancelled'],
  refund: ['requested', 'pending', 'covered'],
} as const satisfies { [E in Entity]: readonly Statuses[E][] };

type First<E extends Entity> = (typeof FIRST)[E][number];
type Moves<E extends Entity> = (typeof MOVES)[E];
/** Where any of some statuses leads. */
type Next<E extends Entity, From> = Extract<
  From extends keyof Moves<E> ? (Moves<E>[From] extends readonly (infer To)[] ? To : never) : never,
  Statuses[E]
>;

type Change = { entity: Entity; from: string | null; to: string };

/**
 * All moves that the audit may hold: how each row may begin, and where it may go. A way back is legal with one of
 * `BACK_BY` in its detail.
 */
export const LEGAL_CHANGES: readonly (Change & { isWayBack: boolean })[] = (
  ['reservation', 'payment', 'refund'] as const
).flatMap((entity) => [
  ...FIRST[entity].map((to) => ({ entity, from: null, to, isWayBack: false })),
  ...Object.entries<readonly string[]>(MOVES[entity]).flatMap(([from, next]) =>
    next.map((to) => ({ entity, from, to, isWayBack: isWayBack(entity, from, to) })),
  ),
]);

function isWayBack(entity: Entity, from: string, to: string): boolean {
  return WAYS_BACK.some((way) => way.entity === entity && way.from === from && way.to === to);
}

/** Whether a row may go from one status to another, without anybody taking something back. */
export const mayMove = <E extends Entity>(entity: E, from: Statuses[E], to: Statuses[E]): boolean =>
  leadsTo(entity, from, to) && !isWayBack(entity, from, to);

function leadsTo<E extends Entity>(entity: E, from: Statuses[E], to: Statuses[E]): boolean {
  const next: Readonly<Record<string, readonly string[]>> = MOVES[entity];
  return next[from]?.includes(to) ?? false;
}

/** The other changed columns. `updatedAt` becomes now unless it is named. */
type Values<E extends Entity> = Omit<PgUpdateSetSource<(typeof TABLES)[E]>, 'id' | 'status'>;
/** The audit's detail of it. */
type Told = { detail?: Record<string, unknown>; asStaff?: boolean };
/** A row as it was read under its lock. */
type Locked<Status> = { id: string; status: Status };

/**
 * Moves a locked row to another status and writes it into the audit.
 * @throws Error for a move outside of the table, and when the row's status has changed since it was read
 */
export const move = <E extends Entity, From extends Statuses[E]>(
  tx: Tx,
  ctx: Context,
  entity: E,
  { id, status }: Locked<From>,
  to: Next<E, From>,
  { set, ...told }: { set?: Values<E> } & Told = {},
): Promise<void> => moveMany(tx, ctx, entity, [{ id, status, ...told }], to, set);

/** The same for many rows, each with its own detail in the audit, by one update and one insert. */
export async function moveMany<E extends Entity, From extends Statuses[E]>(
  tx: Tx,
  ctx: Context,
  entity: E,
  rows: readonly (Locked<From> & Told)[],
  to: Next<E, From>,
  set?: Values<E>,
): Promise<void> {
  if (rows.length === 0) return;
  for (const { id, status, detail } of rows) {
    const isAllowed = isWayBack(entity, status, to)
      ? BACK_BY.some((by) => detail?.[by] !== undefined)
      : leadsTo(entity, status, to);
    if (!isAllowed) throw new Error(`${entity} ${id} cannot go from ${status} to ${to}`);
  }
  const { id, status }: Columns = TABLES[entity];
  const unmoved = [...groupBy(rows, (row) => row.status)].map(([from, some]) =>
    and(
      eq(status, from),
      inArray(
        id,
        some.map((row) => row.id),
      ),
    ),
  );
  const moved = await update(tx, entity, or(...unmoved), to, set);
  if (moved.length < rows.length)
    throw new Error(`a ${entity} was moved by somebody else while it was locked`);
  const changes = rows.map(({ id: entityId, status: from, ...told }) => ({
    entity,
    entityId,
    from,
    to,
    ...told,
  }));
  await recordChange(tx, ctx, ...changes);
}

/** Moves every row that has one status and meets a condition at that moment. Returns their ids. */
export async function moveWhere<E extends Entity, From extends Statuses[E]>(
  tx: Tx,
  ctx: Context,
  entity: E,
  from: From,
  to: Next<E, From>,
  where: SQL | undefined,
  { set, ...told }: { set?: Values<E> } & Told = {},
): Promise<string[]> {
  const moved = await update(tx, entity, and(eq(TABLES[entity].status, from), where), to, set);
  await recordChange(tx, ctx, ...moved.map(({ id }) => ({ entity, entityId: id, from, to, ...told })));
  return moved.map(({ id }) => id);
}

/** Writes into the audit what else changed of a row, whose status stays. */
export const recordDetail = <E extends Entity>(
  tx: Tx,
  ctx: Context,
  entity: E,
  { id, status }: Locked<Statuses[E]>,
  told: Required<Pick<Told, 'detail'>> & Told,
): Promise<void> => recordChange(tx, ctx, { entity, entityId: id, from: status, to: status, ...told });

/** The same of several rows at once. */
export const recordDetails = <E extends Entity>(
  tx: Tx,
  ctx: Context,
  entity: E,
  ...rows: (Locked<Statuses[E]> & Required<Pick<Told, 'detail'>> & Told)[]
): Promise<void> =>
  recordChange(
    tx,
    ctx,
    ...rows.map(({ id, status, ...told }) => ({ entity, entityId: id, from: status, to: status, ...told })),
  );

/** Writes into the audit that rows were made, in a status in which they may begin. */
export const recordFirst = <E extends Entity>(
  tx: Tx,
  ctx: Context,
  entity: E,
  status: First<E>,
  ...rows: ({ id: string } & Told)[]
): Promise<void> => {
  const changes = rows.map(({ id, ...told }) => ({ entity, entityId: id, from: null, to: status, ...told }));
  return recordChange(tx, ctx, ...changes);
};

type Columns = PgTable & { id: PgColumn; status: PgColumn };

function update(tx: Tx, entity: Entity, where: SQL | undefined, status: string, set: object | undefined) {
  const table: Columns = TABLES[entity];
  return tx
    .update(table)
    .set({ updatedAt: sql`now()`, ...set, status })
    .where(where)
    .returning({ id: sql<string>`${table.id}` });
}
