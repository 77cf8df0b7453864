import { and, asc, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { audit, participants } from '@/db/schema';
import { anonymousContext, makeReservation, makeStaff, makeUser, personContext } from '@/test/factories';
import { addPlayer, addPlayerSchema, MAX_PLAYERS, removePlayer, removePlayerSchema } from './change-players';

async function makeGame(overrides: Parameters<typeof makeReservation>[0] = {}) {
  const player = await makeUser();
  const { id: reservationId, clubId } = await makeReservation({ userId: player.id, ...overrides });
  const ctx = personContext(player);
  const add = (name: string, email?: string) => addPlayer(ctx, { reservationId, name, email });
  return { ctx, clubId, reservationId, add };
}

const listOf = async (reservationId: string) =>
  (
    await db()
      .select()
      .from(participants)
      .where(eq(participants.reservationId, reservationId))
      .orderBy(asc(participants.position))
  ).map(({ position, name, email }) => [position, name, email]);

const auditOf = (reservationId: string) =>
  db()
    .select()
    .from(audit)
    .where(and(eq(audit.entity, 'reservation'), eq(audit.entityId, reservationId)))
    .orderBy(asc(audit.id));

describe('who plays', () => {
  test('is added to and taken from by whoever booked, before and after paying', async () => {
    for (const status of ['pending', 'confirmed'] as const) {
      const { ctx, reservationId, add } = await makeGame({ status });
      await add('Bea', 'bea@example.com');
      await add('Carla');
      await removePlayer(ctx, { reservationId, position: 0, name: 'Bea' });
      await add('Diego');
      expect(await listOf(reservationId)).toEqual([
        [1, 'Carla', null],
        [2, 'Diego', null],
      ]);
    }
  });

  test('is in the audit by place, never by name, and leaves the state as it was', async () => {
    const { ctx, reservationId, add } = await makeGame();
    await add('Bea', 'bea@example.com');
    await removePlayer(ctx, { reservationId, position: 0, name: 'Bea' });
    const rows = await auditOf(reservationId);
    expect(rows).toMatchObject([
      { fromState: 'confirmed', toState: 'confirmed', detail: { player_added: 0 }, requestId: ctx.requestId },
      { fromState: 'confirmed', toState: 'confirmed', detail: { player_removed: 0 } },
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/bea/i);
  });

  test('is changed by staff of that club, who are named as such, and by nobody else', async () => {
    const { clubId, reservationId } = await makeGame();
    const [desk, stranger] = await Promise.all([makeUser(), makeUser()]);
    await makeStaff(desk.id, clubId, 'desk');
    const wanted = { reservationId, name: 'Bea' };
    await addPlayer(personContext(desk, { staff: [{ clubId, role: 'desk' }] }), wanted);
    expect(await auditOf(reservationId)).toMatchObject([{ actor: `staff:${desk.id}` }]);

    const elsewhere = personContext(stranger, { staff: [{ clubId: clubId + 1, role: 'owner' }] });
    await expect(addPlayer(elsewhere, wanted)).rejects.toMatchObject({ code: 'not_found' });
    await expect(removePlayer(elsewhere, { ...wanted, position: 0 })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(addPlayer(anonymousContext(), wanted)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await listOf(reservationId)).toHaveLength(1);
  });

  test.each([
    ['over', { startsAt: new Date(Date.now() - 7_200_000), endsAt: new Date(Date.now() - 1000) }],
    ['cancelled', { status: 'cancelled' }],
    ['held no longer', { status: 'pending', holdExpiresAt: new Date(Date.now() - 1000) }],
  ] as const)('stays as it is once the game is %s', async (_title, overrides) => {
    const { reservationId, add } = await makeGame(overrides);
    await expect(add('Bea')).rejects.toMatchObject({ code: 'conflict' });
    expect(await listOf(reservationId)).toEqual([]);
    expect(await auditOf(reservationId)).toEqual([]);
  });

  test('is full with seven, however many are added at once', async () => {
    const { reservationId, add } = await makeGame();
    const outcomes = await Promise.allSettled(
      Array.from({ length: MAX_PLAYERS + 2 }, (_, index) => add(`Jugador ${index}`)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(MAX_PLAYERS);
    expect(await listOf(reservationId)).toHaveLength(MAX_PLAYERS);
  });

  test('loses nobody to a page that shows a list of before', async () => {
    const { ctx, reservationId, add } = await makeGame();
    await add('Bea');
    await removePlayer(ctx, { reservationId, position: 0, name: 'Bea' });
    await add('Carla');
    await expect(removePlayer(ctx, { reservationId, position: 0, name: 'Bea' })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await listOf(reservationId)).toEqual([[0, 'Carla', null]]);
  });

  test('has a name of one line that turns nothing around, and one from before can still be taken off', async () => {
    const { ctx, reservationId } = await makeGame();
    const name = 'Bea\r\n\u202e</script>';
    expect(addPlayerSchema.safeParse({ reservationId, name }).success).toBe(false);
    await db().insert(participants).values({ reservationId, position: 0, name });
    await removePlayer(ctx, removePlayerSchema.parse({ reservationId, position: 0, name }));
    expect(await listOf(reservationId)).toEqual([]);
  });
});
