import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { bySeries } from '@/lib/notices/series/by-series';
import { notify, type Subject, tellOfAct } from '@/lib/notices/notify';
import { listPeople, listPlayers } from '@/lib/notices/people/list-people';
import { aboutDates } from '@/lib/notices/series/tell-of-series';
import type { Act } from '@/lib/records/acts';
import type { Reservation } from '@/lib/reservations/confirm-reservation';

/** A booking before and after it moved. */
type Moved = { before: Reservation; after: Reservation };

/** Tells whoever booked and the players where their game is now, once the act can no longer be undone. */
export async function tellMoved(tx: Tx, after: After, all: readonly Moved[], act: Act): Promise<void> {
  const elsewhere = all.filter(isElsewhere);
  const messages = elsewhere.flatMap(({ after: { id, userId, revision } }) => {
    if (userId === null) return [];
    return [{ userId, type: 'reservation.moved', data: { reservation_id: id, revision } }];
  });
  await tellOfAct(tx, after, act, messages);
  await notify(tx, after, ...(await subjectsOf(tx, elsewhere, act)));
}

/** Dates of a series make one notice for their booker. */
async function subjectsOf(tx: Tx, elsewhere: readonly Moved[], act: Act): Promise<Subject[]> {
  const movedOf = new Map(elsewhere.map((moved) => [moved.after.id, moved]));
  const { series, single } = bySeries(elsewhere.map((moved) => moved.after));
  const people = [
    ...(await listPeople(tx, single)),
    ...(await listPlayers(
      tx,
      series.flatMap(({ all }) => all),
    )),
  ];
  const each = people.flatMap((person) => {
    const moved = movedOf.get(person.reservationId);
    return moved ? [{ ...person, ...noticeOf(moved), act }] : [];
  });
  const ofSeries = series.flatMap((dates) => {
    const was = movedOf.get(dates.first.id)?.before;
    return aboutDates('series_moved', dates, act).map((one) => ({ ...one, ...(was && { was }) }));
  });
  return [...each, ...ofSeries];
}

/** Each place that a booking moves to is told once. */
const noticeOf = ({ before, after: { id, revision } }: Moved) => ({
  kind: 'reservation_moved' as const,
  objectId: `${id}:${revision}`,
  was: { courtId: before.courtId, startsAt: before.startsAt },
});

const isElsewhere = ({ before, after }: Moved): boolean =>
  before.courtId !== after.courtId ||
  before.startsAt.getTime() !== after.startsAt.getTime() ||
  before.endsAt.getTime() !== after.endsAt.getTime();
