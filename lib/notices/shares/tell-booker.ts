import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import type { reservations, SharesNoticeKind } from '@/db/schema';
import { notify } from '../notify';
import { recipientOf } from '../people/find-addressees';

type Booking = Pick<typeof reservations.$inferSelect, 'id' | 'userId' | 'customerId'>;

/** Tells whoever booked what became of the shares that their card carries. */
export async function tellBooker(
  tx: Tx,
  after: After,
  booking: Booking,
  about: { kind: SharesNoticeKind; objectId: string },
): Promise<void> {
  const booker = recipientOf({ ...booking, participantPosition: null });
  if (booker) await notify(tx, after, { ...about, reservationId: booking.id, ...booker });
}
