import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import type { reservations } from '@/db/schema';
import type { Due } from '@/lib/ledger/open-due';
import { notify } from '../notify';
import { listPlayers } from '../people/list-people';

type Booking = Pick<typeof reservations.$inferSelect, 'id' | 'userId' | 'customerId'>;
type Share = Pick<Due, 'id' | 'participantPosition'>;

/** Asks the players of a booking for their shares, each with the link of their own. Nobody is asked twice for one. */
export async function askShares(
  tx: Tx,
  after: After,
  booking: Booking,
  shares: readonly Share[],
): Promise<void> {
  const players = await listPlayers(tx, [booking]);
  const asked = players.flatMap((player) => {
    const share = shares.find(
      ({ participantPosition }) => participantPosition === player.participantPosition,
    );
    return share ? [{ kind: 'payment_due' as const, objectId: share.id, ...player }] : [];
  });
  await notify(tx, after, ...asked);
}
