import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import type { reservations } from '@/db/schema';
import type { Act } from '@/lib/records/acts';
import { notify, type Subject, tellEach, tellOfAct } from './notify';
import { listPeople, listPlayers } from './people/list-people';
import { bySeries } from './series/by-series';
import { aboutDates } from './series/tell-of-series';

type Reservation = typeof reservations.$inferSelect;

/** A booking before and after it moved. */
type Moved = { before: Reservation; after: Reservation };

/** Tells whoever booked and the players where their game is now, once the act can no longer be undone, if there is one. */
export async function tellMoved(tx: Tx, after: After, all: readonly Moved[], act: Act | null): Promise<void> {
  const elsewhere = all.filter(isElsewhere);
  const messages = elsewhere.flatMap(({ after: { id, userId, revision } }) => {
    if (userId === null) return [];
    return [{ userId, type: 'reservation.moved', data: { reservation_id: id, revision } }];
  });
  await (act ? tellOfAct(tx, after, act, messages) : tellEach(tx, messages));
  await notify(tx, after, ...(await subjectsOf(tx, elsewhere, act)));
}

/** Dates of a series make one notice for their booker. */
async function subjectsOf(tx: Tx, elsewhere: readonly Moved[], act: Act | null): Promise<Subject[]> {
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
