import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { customers, reservations } from '@/db/schema';
import { customerWords } from '@/lib/core/input/customer-words';

type Reservation = typeof reservations.$inferSelect;
type Named = { name: string; email: string };

/**
 * Makes whoever booked without an account a person of the club, by whom they are told and get money back. It waits
 * until a court or money is at stake, since anybody may type any address.
 */
export async function keepGuest(tx: Tx, reservation: Reservation): Promise<Reservation> {
  const { id, clubId, userId, customerId, visitorId, guest } = reservation;
  if (visitorId === null || userId !== null || customerId !== null || guest === null) return reservation;
  const customer = await findOrAdd(tx, clubId, guest);
  await tx
    .update(reservations)
    .set({ customerId: customer, updatedAt: sql`now()` })
    .where(eq(reservations.id, id));
  return { ...reservation, customerId: customer };
}

/** Nobody has proven the address yet, so it finds what the club itself wrote under it, and never an account. */
async function findOrAdd(tx: Tx, clubId: number, { name, email }: Named): Promise<string> {
  const find = async () => {
    const [known] = await tx
      .select({ id: customers.id })
      .from(customers)
      .where(
        and(
          eq(customers.clubId, clubId),
          eq(customers.email, email),
          isNull(customers.userId),
          isNull(customers.mergedInto),
          isNull(customers.erasedAt),
        ),
      );
    return known?.id;
  };
  const add = async () => {
    const words = customerWords({ name, email });
    const [added] = await tx
      .insert(customers)
      .values({ clubId, name, email, words })
      .onConflictDoNothing()
      .returning({ id: customers.id });
    return added?.id;
  };
  const id = (await find()) ?? (await add()) ?? (await find());
  if (id === undefined) throw new Error('an address that is refused as known is somebody’s');
  return id;
}
