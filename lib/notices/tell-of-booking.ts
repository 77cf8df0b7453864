import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import type { reservations } from '@/db/schema';
import type { Act } from '@/lib/records/acts';
import { recipientOf } from './people/find-addressees';
import { invitePlayers } from './invite-players';
import { notify, tellEach, tellOfAct } from './notify';

type Booking = Pick<typeof reservations.$inferSelect, 'id' | 'userId' | 'customerId'>;

/**
 * Tells whoever booked that the court is theirs, and the players that they are on the list. What staff booked is told
 * once its act stands.
 */
export async function tellOfBooking(
  tx: Tx,
  after: After,
  booking: Booking,
  act: Act | null = null,
): Promise<void> {
  const { id, userId } = booking;
  const booker = recipientOf({ ...booking, participantPosition: null });
  if (!booker) return;
  if (userId !== null) {
    const confirmed = [{ userId, type: 'reservation.confirmed', data: { reservation_id: id } }];
    await (act ? tellOfAct(tx, after, act, confirmed) : tellEach(tx, confirmed));
  }
  const about = { kind: 'reservation_confirmation', objectId: id, reservationId: id } as const;
  await notify(tx, after, { ...about, ...booker, act });
  await invitePlayers(tx, after, booking, { act });
}
