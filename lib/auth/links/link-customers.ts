import { and, eq, inArray, isNotNull, isNull, notExists, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Tx } from '@/db';
import { customers, participants, reservations, users } from '@/db/schema';
import { recordChange } from '@/lib/records/audit';
import { systemContext } from '@/lib/core/context';
import { currentRequestId } from '@/lib/core/request-id';

/**
 * Gives an account what clubs wrote under its address, with the bookings. The address must be verified, and a number
 * never decides; a club where the account is a customer already is left as it is.
 */
export async function linkCustomers(tx: Tx, email: string): Promise<void> {
  const [user] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.email, email), isNotNull(users.emailVerified), isNull(users.erasedAt)));
  if (!user) return;
  const own = alias(customers, 'own');
  const linked = await tx
    .update(customers)
    .set({ userId: user.id, updatedAt: sql`now()`, revision: sql`${customers.revision} + 1` })
    .where(
      and(
        eq(customers.email, email),
        isNull(customers.userId),
        isNull(customers.mergedInto),
        notExists(
          tx
            .select({ id: own.id })
            .from(own)
            .where(and(eq(own.userId, user.id), eq(own.clubId, customers.clubId))),
        ),
      ),
    )
    .returning({ id: customers.id });
  const ids = linked.map(({ id }) => id);
  await moveToAccount(tx, ids, user.id);
  await recordChange(
    tx,
    systemContext('link-customers', currentRequestId()),
    ...ids.map(
      (id) =>
        ({ entity: 'customer', entityId: id, from: null, to: 'linked', detail: { user: user.id } }) as const,
    ),
  );
}

/** Bookings and places in games of these customers, from now on those of the account. */
export async function moveToAccount(tx: Tx, customerIds: string[], userId: string): Promise<void> {
  if (customerIds.length === 0) return;
  await tx
    .update(reservations)
    .set({ userId, customerId: null })
    .where(inArray(reservations.customerId, customerIds));
  await tx
    .update(participants)
    .set({ userId, customerId: null })
    .where(inArray(participants.customerId, customerIds));
}
