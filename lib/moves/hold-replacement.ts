import { and, eq, inArray, sql } from 'drizzle-orm';
import { type Db, db, sqlTransaction, type Tx } from '@/db';
import { HELD, reservations } from '@/db/schema';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import { type Context, keyOf, type Person } from '@/lib/core/context';
import type { Plan } from '@/lib/desk/moves/plan-move';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { type HoldRecord, holdRecord, todayAt } from '@/lib/reservations/hold-limits';
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
  const { userId, currency, extras, refundPolicy } = booking;
  const holdExpiresAt = sql`now() + make_interval(mins => ${club.holdMinutes})`;
  const hold = await writeHold(
    tx,
    ctx,
    {
      clubId: club.id,
      courtId: court.id,
      userId,
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
  return hold?.id;
}

/** The unpaid holds of the person's mailbox, by which one more may be refused (`assertMayHold`). */
export async function readHoldRecord(
  ctx: Context,
  person: Person,
  club: Club,
  court: Court,
  starts: readonly number[],
): Promise<HoldRecord> {
  const [record] = await sqlTransaction(
    (tx) => tx<HoldRecord[]>`${holdRecord(tx, person.email, court, starts, todayAt(ctx, club))}`,
  );
  if (!record) throw new Error('an aggregate always answers one row');
  return record;
}
