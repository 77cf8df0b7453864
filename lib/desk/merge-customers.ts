import { eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { changeOrPreview } from '@/db/change-or-preview';
import { type ActChange, customers, participants, reservations } from '@/db/schema';
import { moveToAccount } from '@/lib/auth/links/link-customers';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { type Act, writeAct } from '@/lib/records/acts';
import { recordChange } from '@/lib/records/audit';
import { customerWords } from '@/lib/core/input/customer-words';
import { type Customer, findCustomer, lockCustomer } from './read-customers';

export const mergeCustomersSchema = z.strictObject({ into: z.uuid() });

type Row = typeof customers.$inferSelect;

/** The survivor of a merge, and the act by which it can be split again. */
type MergedCustomer = Customer & { act: Act };

/**
 * Makes two rows of one person one: bookings and places in games go to `into`, which keeps its words and fills its
 * gaps. The merged row keeps its own words, and its id reads as the survivor from then on. For 24 hours it can be split.
 * @throws AppError `conflict` for the same row, two clubs, or two accounts; `not_found`, `forbidden`,
 *   `unauthenticated`
 */
export async function mergeCustomers(
  ctx: Context,
  id: string,
  { into }: z.output<typeof mergeCustomersSchema>,
): Promise<MergedCustomer> {
  return changeOrPreview(ctx, async (tx) => {
    // Two merges of the same rows lock them in one order.
    for (const one of [id, into].toSorted()) await lockCustomer(tx, ctx, one, 'mergePeople');
    const [merged, survivor] = [await rowOf(tx, ctx, id), await rowOf(tx, ctx, into)];
    assertMergeable(merged, survivor);
    const was = await readBookings(tx, merged, survivor);
    const followers = await followersOf(tx, merged);
    const moved = await moveBookings(tx, merged, survivor);
    const filled = await joinRows(tx, ctx, merged, survivor);
    await recordChange(tx, ctx, {
      entity: 'customer',
      entityId: merged.id,
      from: null,
      to: 'merged',
      detail: { into: survivor.id, account: merged.userId, filled, ...moved },
      asStaff: true,
    });
    const after = [await readRow(tx, survivor.id), await readRow(tx, merged.id)] as const;
    const act = await writeAct(tx, ctx, {
      clubId: survivor.clubId,
      kind: 'merge',
      changes: [customerChange(survivor, after[0]), customerChange(merged, after[1], { ...was, followers })],
      summary: { customer_id: survivor.id, merged_id: merged.id },
      lasts: 'hours24',
    });
    return { ...(await findCustomer(tx, ctx, survivor.id, 'seePeople')), act };
  });
}

/** The columns of a customer that a merge may change. Before it those are empty or name an account. */
const COLUMNS = [
  'userId',
  'mergedInto',
  'name',
  'email',
  'phone',
  'category',
  'note',
  'blockedAt',
  'blockedBy',
  'blockReason',
] as const;

/** The act keeps what was empty, and no words of people. */
function customerChange(before: Row, after: Row, moved: Record<string, unknown> = {}): ActChange {
  const changed = COLUMNS.filter((column) => String(before[column]) !== String(after[column]));
  const was = Object.fromEntries(changed.map((column) => [column, before[column]]));
  return {
    entity: 'customer',
    id: before.id,
    before: { ...was, ...moved },
    after: {},
    revision: after.revision,
  };
}

/** Whose the bookings and places in games were that a merge moves. */
async function readBookings(tx: Tx, merged: Row, survivor: Row) {
  const isLinked = merged.userId !== null || survivor.userId !== null;
  const of = isLinked ? [merged.id, survivor.id] : [merged.id];
  const bookings = await tx
    .select({ id: reservations.id, customerId: reservations.customerId })
    .from(reservations)
    .where(inArray(reservations.customerId, of));
  const seats = await tx
    .select({
      id: participants.reservationId,
      position: participants.position,
      customerId: participants.customerId,
    })
    .from(participants)
    .where(inArray(participants.customerId, of));
  return { bookings, seats };
}

/** Rows that were merged into this one before. */
async function followersOf(tx: Tx, { id }: Row): Promise<string[]> {
  const rows = await tx.select({ id: customers.id }).from(customers).where(eq(customers.mergedInto, id));
  return rows.map((row) => row.id);
}

async function readRow(tx: Tx, id: string): Promise<Row> {
  const [row] = await tx.select().from(customers).where(eq(customers.id, id));
  if (!row) throw new Error('a locked row is there');
  return row;
}

async function rowOf(tx: Tx, ctx: Context, asked: string): Promise<Row> {
  return readRow(tx, (await findCustomer(tx, ctx, asked, 'mergePeople')).id);
}

function assertMergeable(merged: Row, survivor: Row): void {
  if (merged.id === survivor.id) throw new AppError('conflict', 'These are one person already.');
  if (merged.clubId !== survivor.clubId) throw new AppError('conflict', 'These are people of two clubs.');
  if (merged.userId !== null && survivor.userId !== null)
    throw new AppError('conflict', 'Both have an account of their own.');
}

/** The ids of what moved stand in the audit, by which a merge can be split. */
async function moveBookings(tx: Tx, merged: Row, survivor: Row) {
  const bookings = await tx
    .update(reservations)
    .set({ customerId: survivor.id })
    .where(eq(reservations.customerId, merged.id))
    .returning({ id: reservations.id });
  const seats = await tx
    .update(participants)
    .set({ customerId: survivor.id })
    .where(eq(participants.customerId, merged.id))
    .returning({ id: participants.reservationId, position: participants.position });
  const account = merged.userId ?? survivor.userId;
  if (account !== null) await moveToAccount(tx, [survivor.id], account);
  return {
    bookings: bookings.map(({ id }) => id),
    seats: seats.map(({ id, position }) => `${id}/${position}`),
  };
}

type Words = Pick<Row, 'name' | 'email' | 'phone'>;

/** The words of both as they are shown: those of the survivor, and the other's where it has none. */
async function wordsOfBoth(tx: Tx, ctx: Context, merged: Row, survivor: Row): Promise<Words> {
  const [goes, stays] = [
    await findCustomer(tx, ctx, merged.id, 'mergePeople'),
    await findCustomer(tx, ctx, survivor.id, 'mergePeople'),
  ];
  // An account that knows as much goes on speaking for itself.
  if (!stays.clubsWords && (stays.phone !== null || goes.phone === null))
    return { name: null, email: null, phone: null };
  return { name: stays.name, email: stays.email ?? goes.email, phone: stays.phone ?? goes.phone };
}

const GAPS = ['email', 'phone', 'category', 'note'] as const;

/** A block stands, whichever of the two had it. Returns the names of the gaps that were filled. */
async function joinRows(tx: Tx, ctx: Context, merged: Row, survivor: Row): Promise<string[]> {
  const words = await wordsOfBoth(tx, ctx, merged, survivor);
  await tx
    .update(customers)
    .set({ mergedInto: survivor.id, userId: null, name: merged.name ?? '—', updatedAt: ctx.now })
    .where(eq(customers.id, merged.id));
  await tx.update(customers).set({ mergedInto: survivor.id }).where(eq(customers.mergedInto, merged.id));
  const filled = GAPS.filter((gap) => survivor[gap] === null && merged[gap] !== null);
  const blocked = survivor.blockedAt === null && merged.blockedAt !== null ? merged : survivor;
  await tx
    .update(customers)
    .set({
      ...words,
      words: customerWords(words),
      userId: survivor.userId ?? merged.userId,
      category: survivor.category ?? merged.category,
      note: survivor.note ?? merged.note,
      blockedAt: blocked.blockedAt,
      blockedBy: blocked.blockedBy,
      blockReason: blocked.blockReason,
      revision: sql`${customers.revision} + 1`,
      updatedAt: ctx.now,
    })
    .where(eq(customers.id, survivor.id));
  return blocked === merged ? [...filled, 'block'] : filled;
}
