import type { reservations } from '@/db/schema';
import { type Addressee, findAddressee, type On, recipientOf } from './find-addressees';

/** Whoever booked, undefined for a mailbox alone and for who is erased. */
export async function findBooker(
  on: On,
  { userId, customerId }: Pick<typeof reservations.$inferSelect, 'userId' | 'customerId'>,
): Promise<Addressee | undefined> {
  const booker = recipientOf({ userId, customerId, participantPosition: null });
  return booker === null ? undefined : findAddressee(on, booker);
}
