import { eq } from 'drizzle-orm';
import type { Tx } from '@/db';
import { dues, type payments, type reservations } from '@/db/schema';
import { type Recipient, recipientOf } from './find-addressees';

/**
 * Who is told about a payment: the player whose share it paid, else whoever booked. Null for nobody that we know.
 */
export async function findPayer(
  tx: Tx,
  reservation: Pick<typeof reservations.$inferSelect, 'userId' | 'customerId'>,
  { dueId }: Pick<typeof payments.$inferSelect, 'dueId'>,
): Promise<Recipient | null> {
  if (dueId === null) return recipientOf({ ...reservation, participantPosition: null });
  const [share] = await tx
    .select({ position: dues.participantPosition })
    .from(dues)
    .where(eq(dues.id, dueId));
  return share?.position == null ? null : { participantPosition: share.position };
}
