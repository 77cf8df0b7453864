import { groupBy } from '@/lib/core/group-by';

type Dated = {
  id: string;
  seriesId: string | null;
  userId: string | null;
  customerId: string | null;
  startsAt: Date;
};

/** Several dates of a series, by their starts. */
export type Dates<Booking> = { seriesId: string; first: Booking; all: readonly Booking[] };

/**
 * Bookings as their bookers hear of them: dates of one series in one message, and all others each in their own. A series
 * may have a date that is somebody else's by now.
 */
export function bySeries<Booking extends Dated>(
  bookings: readonly Booking[],
): { series: Dates<Booking>[]; single: Booking[] } {
  const series: Dates<Booking>[] = [];
  const single: Booking[] = [];
  const groups = groupBy(bookings, (one) => `${one.seriesId ?? one.id} ${one.userId ?? one.customerId}`);
  for (const group of groups.values()) {
    const all = group.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
    const [first, second] = all;
    if (first?.seriesId && second) series.push({ seriesId: first.seriesId, first, all });
    else single.push(...all);
  }
  return { series, single };
}
