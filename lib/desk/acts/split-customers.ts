import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { brokenConstraint } from '@/db/failure';
import { customers, participants, reservations } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { customerWords } from '@/lib/core/input/customer-words';
import { recordChange } from '@/lib/records/audit';
import type { ActRow } from './lock-act';

type Row = typeof customers.$inferSelect;

const words = z.string().nullable();
const columnsSchema = z
  .object({
    userId: words,
    mergedInto: words,
    name: words,
    email: words,
    phone: words,
    category: words,
    note: words,
    blockedAt: z.coerce.date().nullable(),
    blockedBy: words,
    blockReason: words,
  })
  .partial();
const movedSchema = z.object({
  bookings: z.array(z.object({ id: z.string(), customerId: z.string() })),
  seats: z.array(z.object({ id: z.string(), position: z.int(), customerId: z.string() })),
  followers: z.array(z.string()),
});

/**
 * Makes two people of one again: their words, their account and their bookings are where they were before the merge.
 * What was booked since stays with the survivor.
 * @throws AppError conflict when one of the rows was changed or erased since, and `address_taken` when somebody else at
 *   the club has an address that the split gives back
 */
export async function splitCustomers(tx: Tx, ctx: Context, { id: actId, changes }: ActRow): Promise<void> {
  const [ofSurvivor, ofMerged] = changes;
  if (!ofSurvivor || !ofMerged) throw new Error('a merge is of two rows');
  const rows = await tx
    .select()
    .from(customers)
    .where(inArray(customers.id, [ofSurvivor.id, ofMerged.id]))
    .orderBy(asc(customers.id))
    .for('update');
  const survivor = standing(rows, ofSurvivor);
  const merged = standing(rows, ofMerged);
  // The account and the address are free before the other row has them back.
  await giveBack(tx, survivor, columnsSchema.parse(ofSurvivor.before));
  await giveBack(tx, merged, columnsSchema.parse(ofMerged.before));
  const { bookings, seats, followers } = movedSchema.parse(ofMerged.before);
  await tx.update(customers).set({ mergedInto: merged.id }).where(inArray(customers.id, followers));
  await returnBookings(tx, survivor, bookings);
  await returnSeats(tx, survivor, seats);
  const detail = { undo_of: actId, from: survivor.id };
  await recordChange(tx, ctx, {
    entity: 'customer',
    entityId: merged.id,
    from: 'merged',
    to: 'split',
    detail,
    asStaff: true,
  });
}

type Moved = z.output<typeof movedSchema>;

/** Those that are still the survivor's are again whose they were. */
async function returnBookings(tx: Tx, survivor: Row, bookings: Moved['bookings']): Promise<void> {
  const was = bookings.map(({ id, customerId }) => ({ id, customer_id: customerId }));
  await tx
    .update(reservations)
    .set({ userId: null, customerId: sql`was.customer_id` })
    .from(sql`jsonb_to_recordset(${JSON.stringify(was)}::jsonb) as was(id uuid, customer_id uuid)`)
    .where(and(eq(reservations.id, sql`was.id`), isOf(survivor, reservations)));
}

async function returnSeats(tx: Tx, survivor: Row, seats: Moved['seats']): Promise<void> {
  const was = seats.map(({ id, position, customerId }) => ({ id, position, customer_id: customerId }));
  await tx
    .update(participants)
    .set({ userId: null, customerId: sql`was.customer_id` })
    .from(
      sql`jsonb_to_recordset(${JSON.stringify(was)}::jsonb) as was(id uuid, position int, customer_id uuid)`,
    )
    .where(
      and(
        eq(participants.reservationId, sql`was.id`),
        eq(participants.position, sql`was.position`),
        isOf(survivor, participants),
      ),
    );
}

const isOf = (
  { id, userId }: Row,
  { customerId, userId: account }: typeof reservations | typeof participants,
) => or(eq(customerId, id), userId === null ? undefined : eq(account, userId));

function standing(rows: readonly Row[], { id, revision }: ActRow['changes'][number]): Row {
  const row = rows.find((candidate) => candidate.id === id);
  if (row && row.erasedAt === null && row.revision === revision) return row;
  throw new AppError('conflict', 'Somebody changed one of these people since: they stay one.', {
    details: { reason: 'changed' },
  });
}

async function giveBack(tx: Tx, row: Row, columns: z.output<typeof columnsSchema>): Promise<void> {
  try {
    await tx
      .update(customers)
      .set({
        ...columns,
        words: customerWords({ ...row, ...columns }),
        revision: sql`${customers.revision} + 1`,
        updatedAt: sql`now()`,
      })
      .where(eq(customers.id, row.id));
  } catch (error) {
    if (brokenConstraint(error) !== 'customers_email_key') throw error;
    throw new AppError('conflict', 'Somebody else has the address of one of these people: they stay one.', {
      details: { reason: 'address_taken' },
    });
  }
}
