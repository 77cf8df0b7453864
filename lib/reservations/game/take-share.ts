import { and, asc, eq, isNull, notExists } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { dues, participants } from '@/db/schema';
import { IS_OPEN, isShownAs, shownId } from '@/lib/ledger/open-due';
import { askShares } from '@/lib/notices/shares/ask-shares';
import type { Reservation } from '../confirm-reservation';

/**
 * Gives a player of a confirmed booking whose cost is shared the share of a seat that nobody has, and asks for it.
 * Nothing when all are taken or paid. The caller holds the reservation's lock.
 */
export async function takeShare(
  tx: Tx,
  after: After,
  reservation: Pick<Reservation, 'id' | 'userId' | 'customerId' | 'sharing'>,
  position: number,
): Promise<void> {
  if (reservation.sharing === null) return;
  const share = await findFree(tx, reservation.id, position);
  if (!share) return;
  await tx.update(dues).set({ participantPosition: position }).where(isShownAs(share.id));
  await askShares(tx, after, reservation, [{ id: share.id, participantPosition: position }]);
}

/** The player's own seat if it has a share, else the first that no player has and that is open. */
async function findFree(tx: Tx, reservationId: string, position: number) {
  const isShare = and(eq(dues.reservationId, reservationId), eq(dues.cause, 'share'));
  const own = and(isShare, isNull(dues.splitOf), eq(dues.participantPosition, position));
  const [given] = await tx.select({ id: dues.id }).from(dues).where(own);
  if (given) return given;
  const taken = tx
    .select()
    .from(participants)
    .where(
      and(eq(participants.reservationId, reservationId), eq(participants.position, dues.participantPosition)),
    );
  const [free] = await tx
    .select({ id: dues.id, splitOf: dues.splitOf })
    .from(dues)
    .where(and(isShare, IS_OPEN, notExists(taken)))
    .orderBy(asc(dues.participantPosition))
    .limit(1);
  return free && { id: shownId(free) };
}
