import { eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { brokenConstraint, sqlState } from '@/db/failure';
import { courts, reservations } from '@/db/schema';
import type { Court } from '@/lib/catalogue/catalogue';
import { AppError } from '@/lib/core/errors';
import type { TimeRange } from '@/lib/core/time';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { PlaceTaken } from './find-place';

const EXCLUSION_VIOLATION = '23P01';
const ONCE_A_DATE = 'reservations_series_key';

/**
 * Runs a write by which a reservation takes a place of a court, whose lock the caller holds, and a date of its series.
 * @throws PlaceTaken when the constraint knows better; AppError conflict `date_taken` when its series has another
 *   booking on its date
 */
export async function takePlace<T>(court: Court, place: TimeRange, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (sqlState(error) === EXCLUSION_VIOLATION) throw new PlaceTaken(court, place, null);
    if (brokenConstraint(error) === ONCE_A_DATE) throw dateTaken();
    throw error;
  }
}

const dateTaken = () =>
  new AppError('conflict', 'Its series has another booking on this date by now.', {
    details: { reason: 'date_taken' },
  });

type Placed = Pick<Reservation, 'courtId' | 'startsAt' | 'endsAt'>;

/** The same for a place that it had before, also on a court that is not sold any more. */
export async function retakePlace(tx: Tx, placed: Placed, write: () => Promise<void>): Promise<void> {
  const { courtId, startsAt, endsAt } = placed;
  const [court] = await tx.select().from(courts).where(eq(courts.id, courtId));
  if (!court) throw new Error('a reservation has a court');
  await takePlace(court, { startsAt: startsAt.getTime(), endsAt: endsAt.getTime() }, write);
}

/** So far ahead of its time a booking waits while another still has its place. `notify_slot` knows it too. */
const PARKED = sql`interval '8766000 hours'`;
const PARKED_DAYS = 8_766_000 / 24;

/**
 * Bookings that exchange places leave all of them first, and their dates of a series, since the constraints are checked
 * row by row. The write that follows gives each row all of these columns.
 */
export async function park(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(reservations)
    .set({
      startsAt: sql`starts_at + ${PARKED}`,
      endsAt: sql`ends_at + ${PARKED}`,
      seriesDate: sql`series_date + ${PARKED_DAYS}::int`,
    })
    .where(inArray(reservations.id, [...ids]));
}
