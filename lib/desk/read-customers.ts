import { eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '@/db';
import { customers, users } from '@/db/schema';
import { requireMay, type Verb } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { lastChange } from '@/lib/records/last-change';

/** A club's own words, or those of the account of somebody about whom it wrote none. */
const COLUMNS = {
  id: customers.id,
  clubId: customers.clubId,
  userId: customers.userId,
  name: sql<string>`coalesce(${customers.name}, ${users.name}, '—')`,
  /** Whether the words are those that the club wrote, and not those of an account. */
  clubsWords: sql<boolean>`${customers.name} is not null`,
  email: sql<
    string | null
  >`case when ${customers.name} is null then ${users.email} else ${customers.email} end`,
  phone: sql<
    string | null
  >`case when ${customers.name} is null then ${users.phone} else ${customers.phone} end`,
  category: customers.category,
  note: customers.note,
  blockedAt: customers.blockedAt,
  blockReason: customers.blockReason,
  mergedInto: customers.mergedInto,
  erasedAt: customers.erasedAt,
  revision: customers.revision,
  createdAt: customers.createdAt,
};

/** A person at a club as its staff see them. */
export const readCustomers = (executor: Db | Tx) =>
  executor.select(COLUMNS).from(customers).leftJoin(users, eq(users.id, customers.userId));

export type Customer = Awaited<ReturnType<typeof readCustomers>>[number];

/**
 * The person of this id, or the survivor of a merged one, for somebody who may do that at their club.
 * @throws AppError `not_found`, also for an erased person; `forbidden`, `unauthenticated`
 */
export async function findCustomer(
  executor: Db | Tx,
  ctx: Context,
  id: string,
  verb: Verb,
): Promise<Customer> {
  const [asked] = await readCustomers(executor).where(eq(customers.id, id));
  if (!asked) throw notFound('customer');
  requireMay(ctx, asked.clubId, verb, 'customer');
  const [found] = asked.mergedInto
    ? await readCustomers(executor).where(eq(customers.id, asked.mergedInto))
    : [asked];
  if (!found || found.erasedAt) throw notFound('customer');
  return found;
}

/** The same, locked until the transaction ends. */
export async function lockCustomer(tx: Tx, ctx: Context, id: string, verb: Verb): Promise<Customer> {
  const { id: standing } = await findCustomer(tx, ctx, id, verb);
  await tx.select({ id: customers.id }).from(customers).where(eq(customers.id, standing)).for('update');
  const locked = await findCustomer(tx, ctx, standing, verb);
  if (locked.id !== standing) return lockCustomer(tx, ctx, locked.id, verb);
  return locked;
}

/** @throws AppError `conflict` with the person as they are now, when somebody changed them since `revision` */
export async function assertRevision(tx: Tx, customer: Customer, revision: number): Promise<void> {
  if (customer.revision === revision) return;
  throw new AppError('conflict', 'Somebody else changed this person: look at what it says now.', {
    details: {
      current: customerJson(customer),
      ...(await lastChange(tx, { entity: 'customer', entityId: customer.id })),
    },
  });
}

/** A person at a club as the API writes them. */
export const customerJson = (customer: Customer) => ({
  id: customer.id,
  club_id: customer.clubId,
  user_id: customer.userId,
  name: customer.name,
  email: customer.email,
  phone: customer.phone,
  category: customer.category,
  note: customer.note,
  blocked: customer.blockedAt !== null,
  block_reason: customer.blockReason,
  revision: customer.revision,
  created_at: customer.createdAt.toISOString(),
});
