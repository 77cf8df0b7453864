import { sql } from 'drizzle-orm';
import { db } from '@/db';
import { type reservations, sharedCosts, type users } from '@/db/schema';
import { sendUnderKey } from '@/lib/services/call/idempotent-send';
import { createBookingCustomer } from '@/lib/services/stripe/saved-cards';

type Booked = {
  reservation: Pick<typeof reservations.$inferSelect, 'id' | 'guest'>;
  user: Pick<typeof users.$inferSelect, 'email' | 'name'> | null;
};

/**
 * The customer at Stripe that keeps the booker's card for one booking, made at first use. It is not the one of the
 * account, so that the card goes with it once it carries nothing.
 */
export async function bookingCustomer({ reservation, user }: Booked): Promise<string> {
  const { id: reservationId, guest } = reservation;
  const person = user ?? guest;
  if (person === null) throw new Error('who books is known before money is asked for');
  const booker = { reservationId, email: person.email, name: person.name };
  const made = await sendUnderKey(`reservation:${reservationId}:customer`, (key) =>
    createBookingCustomer(booker, key),
  );
  await db()
    .insert(sharedCosts)
    .values({ reservationId, stripeCustomerId: made.id })
    .onConflictDoUpdate({
      target: sharedCosts.reservationId,
      set: { stripeCustomerId: made.id },
      setWhere: sql`${sharedCosts.endedAt} is null`,
    });
  return made.id;
}
