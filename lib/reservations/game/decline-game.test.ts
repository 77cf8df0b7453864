import { asc, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { audit, liveEvents, notices, participants, reservations } from '@/db/schema';
import { signedToken } from '@/lib/auth/signed-token';
import { anonymousContext, makeInvitedPlayer, personContext } from '@/test/factories';
import { removePlayer } from '../change-players';
import { declineGame } from './decline-game';
import { getGame } from './get-game';

const listOf = async (reservationId: string) =>
  (
    await db()
      .select({ name: participants.name })
      .from(participants)
      .where(eq(participants.reservationId, reservationId))
  ).map(({ name }) => name);

const noticesAbout = (reservationId: string) =>
  db().select().from(notices).where(eq(notices.reservationId, reservationId)).orderBy(asc(notices.createdAt));

describe('the link of a player’s mail', () => {
  test('shows the game and changes nothing by being looked at', async () => {
    const { token, reservation, host } = await makeInvitedPlayer();
    for (const _ of [1, 2])
      expect(await getGame(anonymousContext(), token)).toMatchObject({
        isOpen: true,
        reader: { kind: 'player', position: 0, accepted: false },
        hostName: host.name,
        startsAt: reservation.startsAt,
      });
    expect(await listOf(reservation.id)).toEqual(['Bea']);
  });

  test('takes the player off the list and tells whoever booked, once however often it is used', async () => {
    const { token, reservation, host } = await makeInvitedPlayer();
    await Promise.all([1, 2, 3].map(() => declineGame(anonymousContext(), { token })));
    expect(await listOf(reservation.id)).toEqual([]);
    expect(await getGame(anonymousContext(), token)).toMatchObject({ reader: { kind: 'off' } });
    const told = (await noticesAbout(reservation.id)).filter(({ kind }) => kind === 'player_left');
    expect(told).toMatchObject([{ userId: host.id, detail: { playerName: 'Bea' } }]);
    const heard = await db().select().from(liveEvents).where(eq(liveEvents.userId, host.id));
    expect(heard).toMatchObject([
      { type: 'reservation.player_left', data: { reservation_id: reservation.id, name: 'Bea' } },
    ]);
    const [last] = (await db().select().from(audit).where(eq(audit.entityId, reservation.id))).slice(-1);
    expect(last).toMatchObject({ actor: 'anonymous', detail: { player_declined: 0 } });
  });

  test('takes off nobody who has the place by now', async () => {
    const { token, reservation, host } = await makeInvitedPlayer();
    await removePlayer(personContext(host), { reservationId: reservation.id, position: 0, name: 'Bea' });
    const other = { reservationId: reservation.id, position: 0, name: 'Carla', email: 'carla@example.com' };
    await db().insert(participants).values(other);
    expect(await getGame(anonymousContext(), token)).toMatchObject({ reader: { kind: 'off' } });
    await declineGame(anonymousContext(), { token });
    expect(await listOf(reservation.id)).toEqual(['Carla']);
  });

  test('changes nothing once the game is over or its booking was cancelled', async () => {
    const { token, reservation } = await makeInvitedPlayer();
    await db().update(reservations).set({ status: 'cancelled' }).where(eq(reservations.id, reservation.id));
    expect(await getGame(anonymousContext(), token)).toMatchObject({ isOpen: false });
    await expect(declineGame(anonymousContext(), { token })).rejects.toMatchObject({ code: 'conflict' });
    expect(await listOf(reservation.id)).toEqual(['Bea']);
  });

  test('opens nothing when it is forged, cut or of another notice', async () => {
    const { token, reservation } = await makeInvitedPlayer();
    const confirmation = { kind: 'reservation_confirmation', objectId: reservation.id } as const;
    const [other] = await db()
      .insert(notices)
      .values({ ...confirmation, channel: 'email', recipient: 'x@example.com', locale: 'es' })
      .returning();
    const [invitation] = (await noticesAbout(reservation.id)).filter(({ kind }) => kind === 'player_invited');
    const forged = [
      `${token.slice(0, 21)}${'A'.repeat(22)}`,
      token.slice(0, -1),
      `${token}0`,
      token.toUpperCase(),
      '',
      signedToken('payment-link', invitation?.id ?? ''),
      signedToken('decline-game', other?.id ?? ''),
    ];
    for (const wrong of forged) {
      await expect(getGame(anonymousContext(), wrong)).rejects.toMatchObject({ code: 'not_found' });
      await expect(declineGame(anonymousContext(), { token: wrong })).rejects.toMatchObject({
        code: 'not_found',
      });
    }
  });
});
