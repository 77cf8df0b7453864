import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import type { reservations, SeriesNoticeKind } from '@/db/schema';
import type { Act } from '@/lib/records/acts';
import type { Dates } from './by-series';
import { notify, type Subject, tellOfAct } from '../notify';
import { recipientOf } from '../people/find-addressees';

type Booking = typeof reservations.$inferSelect;

/** Tells whoever a series was booked for of all its dates in one message, once its act stands. */
export async function tellOfSeries(tx: Tx, after: After, dates: Dates<Booking>, act: Act): Promise<void> {
  const { seriesId, first, all } = dates;
  if (first.userId !== null) {
    const data = { reservation_id: first.id, series_id: seriesId, count: all.length };
    await tellOfAct(tx, after, act, [{ userId: first.userId, type: 'reservation.confirmed', data }]);
  }
  await notify(tx, after, ...aboutDates('series_booked', dates, act));
}

/** The one notice about dates of a series. There is none where nobody is booked. */
export function aboutDates(
  kind: SeriesNoticeKind,
  { seriesId, first, all }: Dates<Booking>,
  act: Act | null,
): Extract<Subject, { kind: SeriesNoticeKind }>[] {
  const booker = recipientOf({ ...first, participantPosition: null });
  if (!booker) return [];
  return [
    {
      kind,
      objectId: `${seriesId}:${first.id}:${first.revision}`,
      reservationId: first.id,
      reservationIds: all.map(({ id }) => id),
      act,
      ...booker,
    },
  ];
}
