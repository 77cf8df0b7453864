import { and, eq, notInArray } from 'drizzle-orm';
import type { Tx } from '@/db';
import { OFF_BOARD, reservations } from '@/db/schema';
import type { LocalDate } from '@/lib/core/time';

/** The dates on which a series has a booking, but for some of its bookings. */
export async function listSeriesDates(
  tx: Tx,
  seriesId: string,
  butFor: readonly string[] = [],
): Promise<Set<LocalDate>> {
  const rows = await tx
    .select({ date: reservations.seriesDate })
    .from(reservations)
    .where(
      and(
        eq(reservations.seriesId, seriesId),
        notInArray(reservations.status, [...OFF_BOARD]),
        notInArray(reservations.id, [...butFor]),
      ),
    );
  return new Set(rows.flatMap(({ date }) => date ?? []));
}
