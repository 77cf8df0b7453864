import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { listPeople } from '@/lib/notices/people/list-people';
import { notify, tellOfAct } from '@/lib/notices/notify';
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
  const people = await listPeople(
    tx,
    elsewhere.map((moved) => moved.after),
  );
  const subjects = people.flatMap((person) =>
    elsewhere
      .filter((moved) => moved.after.id === person.reservationId)
      .map((moved) => ({ ...person, ...noticeOf(moved), act })),
  );
  await notify(tx, after, ...subjects);
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
