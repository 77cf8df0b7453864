import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { tellOfAct } from '@/lib/notices/notify';
import type { Act } from '@/lib/records/acts';
import type { Reservation } from '@/lib/reservations/confirm-reservation';

/** A booking before and after it moved. */
type Moved = { before: Reservation; after: Reservation };

/** Tells whoever booked where their game is now, once the act can no longer be undone. */
export async function tellMoved(tx: Tx, after: After, all: readonly Moved[], act: Act): Promise<void> {
  const messages = all.filter(isElsewhere).flatMap(({ after: { id, userId, revision } }) => {
    if (userId === null) return [];
    return [{ userId, type: 'reservation.moved', data: { reservation_id: id, revision } }];
  });
  await tellOfAct(tx, after, act, messages);
}

const isElsewhere = ({ before, after }: Moved): boolean =>
  before.courtId !== after.courtId ||
  before.startsAt.getTime() !== after.startsAt.getTime() ||
  before.endsAt.getTime() !== after.endsAt.getTime();
