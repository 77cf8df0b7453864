import { and, desc, eq, inArray, or } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { notices, type reservations } from '@/db/schema';
import { deliverAfter } from './notify';
import { listOptedOut } from './opt-outs';
import { type Addressee, findAddressee } from './people/find-addressees';
import { mayGoBy, wayTo } from './people/way-to';

type Game = Pick<typeof reservations.$inferSelect, 'id' | 'clubId'>;

/** A player whose invitation went out, before they are taken off the list. Undefined for who never heard of the game. */
export async function findInvited(tx: Tx, { id }: Game, position: number): Promise<Addressee | undefined> {
  const player = await findAddressee(tx, { participantPosition: position, reservationId: id });
  if (!player) return undefined;
  const { userId, customerId, email, phone } = player;
  const isTheirs = or(
    ...(userId === null ? [] : [eq(notices.userId, userId)]),
    ...(customerId === null ? [] : [eq(notices.customerId, customerId)]),
    inArray(
      notices.recipient,
      [email, phone].filter((address) => address !== null),
    ),
  );
  const [told] = await tx
    .select({ locale: notices.locale })
    .from(notices)
    .where(
      and(
        eq(notices.reservationId, id),
        eq(notices.kind, 'player_invited'),
        inArray(notices.status, ['sending', 'sent', 'delivered']),
        isTheirs,
      ),
    )
    .orderBy(desc(notices.createdAt))
    .limit(1);
  return told && { ...player, locale: told.locale };
}

/** Writes to a player that somebody took them off the list, with the file that empties their calendar. */
export async function tellRemoved(tx: Tx, after: After, game: Game, player: Addressee): Promise<void> {
  const way = wayTo(player, await listOptedOut(tx, [player.phone]));
  if (!way || !mayGoBy('player_removed', way.channel)) return;
  const { userId, customerId, name, locale } = player;
  const written = await tx
    .insert(notices)
    .values({
      kind: 'player_removed',
      objectId: `${game.id}:${v7()}`,
      reservationId: game.id,
      clubId: game.clubId,
      userId,
      customerId,
      locale: locale ?? 'es',
      detail: { playerName: name },
      ...way,
    })
    .returning();
  deliverAfter(after, written);
}
