import { and, eq, inArray, sql } from 'drizzle-orm';
import { type Db, db, type Tx } from '@/db';
import { HELD, reservations, visitorHolds } from '@/db/schema';
import { requireSelf } from '@/lib/auth/permissions';
import type { Club } from '@/lib/catalogue/catalogue';
import { type Context, keyOf } from '@/lib/core/context';
import { mailboxOf } from '@/lib/core/input/email-address';
import type { Plan } from '@/lib/desk/moves/plan-move';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { assertMayHold } from '@/lib/reservations/hold-limits';
import { readMailboxRecord } from '@/lib/reservations/visitors/mailbox-record';
import { hashAddress, hashMailbox } from '@/lib/reservations/visitors/visitor-limits';
import { writeHold } from '@/lib/ledger/write-hold';

/** Why the price of such a hold is not its list price. */
const DIFFERENCE = 'difference';

/** The hold of a place to which this booking is to move, if there is one. */
export async function findReplacement(id: string, on: Db | Tx = db()): Promise<Reservation | null> {
  const [held] = await on
    .select()
    .from(reservations)
    .where(and(eq(reservations.replaces, id), inArray(reservations.status, [...HELD])));
  return held ?? null;
}

/**
 * Holds the place of a dearer move for the club's hold minutes, and writes that the difference is to be paid. The
 * caller holds the locks of the courts and of the booking, and has ended its other hold. Undefined when the constraint
 * knows better.
 */
export async function holdReplacement(
  tx: Tx,
  ctx: Context,
  club: Club,
  { booking, court, place, listPriceMinor, lines, differenceMinor }: Plan,
): Promise<string | undefined> {
  const { userId, customerId, visitorId, guest, currency, extras, refundPolicy } = booking;
  const holdExpiresAt = sql`now() + make_interval(mins => ${club.holdMinutes})`;
  const hold = await writeHold(
    tx,
    ctx,
    {
      clubId: club.id,
      courtId: court.id,
      userId,
      customerId,
      visitorId,
      guest,
      channel: keyOf(ctx.actor) ? 'api' : 'online',
      startsAt: new Date(place.startsAt),
      endsAt: new Date(place.endsAt),
      holdExpiresAt,
      priceMinor: differenceMinor,
      listPriceMinor,
      priceReason: DIFFERENCE,
      priceBreakdown: lines,
      replaces: booking.id,
      currency,
      extras,
      refundPolicy,
    },
    { replaces: booking.id },
  );
  if (!hold) return undefined;
  await keepFromWhere(tx, ctx, hold);
  return hold.id;
}

/**
 * Refuses one more hold to a mailbox that holds too much, which is the one given with a booking without an account. The
 * hold that this one ends does not count.
 * @throws AppError `rate_limited` with the reason
 */
export async function assertMayReplace(
  tx: Tx,
  ctx: Context,
  club: Club,
  { booking, court, place, held }: Pick<Plan, 'booking' | 'court' | 'place'> & { held: Reservation | null },
): Promise<void> {
  const email = booking.userId === null ? booking.guest?.email : requireSelf(ctx).email;
  if (email === undefined) return;
  const start = { court, starts: [place.startsAt] };
  const counted = { mailbox: mailboxOf(email), start, butFor: held?.id ?? null };
  assertMayHold(ctx, club, await readMailboxRecord(tx, ctx, club, counted));
}

/** From where the place is held, for the limits of those without an account. */
async function keepFromWhere(tx: Tx, ctx: Context, { id, userId, guest }: Reservation): Promise<void> {
  if (userId !== null) return;
  const mailbox = guest && hashMailbox(mailboxOf(guest.email));
  await tx.insert(visitorHolds).values({ reservationId: id, address: hashAddress(ctx), mailbox });
}
