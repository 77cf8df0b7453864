import { v7 } from 'uuid';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import type { reservations } from '@/db/schema';
import type { Act } from '@/lib/records/acts';
import { listPlayers } from './people/list-people';
import { notify } from './notify';

type Booking = Pick<typeof reservations.$inferSelect, 'id' | 'userId' | 'customerId'>;

type How = {
  /** Which places, by default all. */
  positions?: readonly number[];
  act?: Act | null;
  /** How long it waits before it goes out. */
  restMs?: number;
};

/**
 * Writes to the players of a confirmed booking that they are on its list. Who is put on the list again is told again.
 */
export async function invitePlayers(
  tx: Tx,
  after: After,
  booking: Booking,
  { positions, act = null, restMs = 0 }: How = {},
): Promise<void> {
  const players = (await listPlayers(tx, [booking])).filter(
    ({ participantPosition }) => positions?.includes(participantPosition) ?? true,
  );
  await notify(
    tx,
    after,
    ...players.map((player) => ({
      kind: 'player_invited' as const,
      objectId: `${booking.id}:${v7()}`,
      ...player,
      act,
      ...(restMs > 0 && { notBefore: new Date(Date.now() + restMs) }),
    })),
  );
}
