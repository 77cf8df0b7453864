import { and, eq, inArray, or } from 'drizzle-orm';
import type { Db, Tx } from '@/db';
import { customers } from '@/db/schema';
import { ANYBODY, type Asking } from '@/lib/desk/judge-place';
import type { Reservation } from '@/lib/reservations/confirm-reservation';

type Booked = Pick<Reservation, 'clubId' | 'userId' | 'customerId'>;

/** Whom a booking is for, as far as it decides about a place. */
export type AskingOf = (booking: Booked) => Asking;

/** What of the customers of some bookings of one club decides about a place, as the club knows them now. */
export async function listAsking(on: Db | Tx, bookings: readonly Booked[]): Promise<AskingOf> {
  const userIds = bookings.flatMap(({ userId }) => userId ?? []);
  const customerIds = bookings.flatMap(({ customerId }) => customerId ?? []);
  const [first] = bookings;
  if (!first || userIds.length + customerIds.length === 0) return () => ANYBODY;
  const found = await on
    .select({
      id: customers.id,
      userId: customers.userId,
      category: customers.category,
      blockedAt: customers.blockedAt,
    })
    .from(customers)
    .where(
      or(
        and(eq(customers.clubId, first.clubId), inArray(customers.userId, userIds)),
        inArray(customers.id, customerIds),
      ),
    );
  return ({ userId, customerId }) =>
    found.find((one) =>
      customerId === null ? userId !== null && one.userId === userId : one.id === customerId,
    ) ?? ANYBODY;
}
