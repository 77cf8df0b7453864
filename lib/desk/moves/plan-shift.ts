import { and, asc, eq, gte, inArray, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { OCCUPYING, reservations } from '@/db/schema';
import { listBusyOf } from '@/lib/availability/busy';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { askedTime, boardDate } from '@/lib/core/input/asked-time';
import { firstInstantOf, parseLocalTime, type TimeRange } from '@/lib/core/time';
import { boardDays } from '@/lib/desk/board-days';
import { reachOf } from '@/lib/desk/judge-place';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { listAsking } from './list-asking';
import { type SplitEvening, splitEvening } from './split-evening';

/** Which court begins later, from when on and by how much. */
export const shiftSchema = z.strictObject({
  courtId: z.int().positive().max(2_147_483_647),
  /** Local to the club. */
  date: boardDate,
  /** Bookings that begin earlier stay. */
  from: askedTime,
  minutes: z.int().min(15).max(120).multipleOf(5),
});
export type Shift = z.output<typeof shiftSchema>;

/** Who of a court can begin later and who stays. The caller holds the court's lock. `moved` have done so already. */
export async function planShift(
  tx: Tx,
  ctx: Context,
  { club, court }: { club: Club; court: Court },
  wanted: Shift,
  moved: readonly string[] = [],
): Promise<SplitEvening> {
  const evening = eveningOf(club, wanted);
  const there = await lockBookingsFrom(tx, court, evening);
  const bookings = there.filter(({ id }) => !moved.includes(id));
  const askingOf = await listAsking(tx, bookings);
  const later = bookings.map((booking) => ({ booking, customer: askingOf(booking) }));
  const ids = bookings.map(({ id }) => id);
  const busy = await listBusyOf(tx, court.id, reachOf([evening]), ids);
  return splitEvening({ club, court, later, busy, minutes: wanted.minutes, now: ctx.now.getTime() });
}

function eveningOf(club: Club, { date, from }: Shift): TimeRange {
  const startsAt = firstInstantOf(date, parseLocalTime(from) ?? 0, club.timeZone);
  return { startsAt, endsAt: boardDays(club, date, 1).endsAt };
}

/** Whatever takes the court and begins within a stretch. */
const lockBookingsFrom = (tx: Tx, { id }: Court, { startsAt, endsAt }: TimeRange): Promise<Reservation[]> =>
  tx
    .select()
    .from(reservations)
    .where(
      and(
        eq(reservations.courtId, id),
        inArray(reservations.status, [...OCCUPYING]),
        gte(reservations.startsAt, new Date(startsAt)),
        lt(reservations.startsAt, new Date(endsAt)),
      ),
    )
    .orderBy(asc(reservations.id))
    .for('update');
