import type { Addressee, On } from './find-addressees';
import { findAddressee, recipientOf } from './find-addressees';
import type { Notice } from '@/lib/notices/notice-facts';

type Sent = Pick<Notice, 'userId' | 'customerId' | 'participantPosition' | 'reservationId' | 'recipient'>;

/** The person a notice is for. Undefined once they are erased, or another player has their place on the list. */
export async function findReader(on: On, notice: Sent): Promise<Addressee | undefined> {
  const recipient = recipientOf(notice);
  if (!recipient) return undefined;
  const person = await findAddressee(on, { ...recipient, reservationId: notice.reservationId });
  return person && isReader(notice, person) ? person : undefined;
}

const isReader = ({ participantPosition, userId, customerId, recipient }: Sent, person: Addressee): boolean =>
  participantPosition === null ||
  [person.userId, person.customerId, person.email, person.phone].some(
    (trait) => trait !== null && [userId, customerId, recipient].includes(trait),
  );
