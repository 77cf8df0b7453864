import { expect, test } from 'vitest';
import { anonymousContext, makeReservation, makeUser, personContext } from '@/test/factories';
import { findOwnHold } from './find-own-hold';

const stretchOf = ({ courtId, startsAt, endsAt }: { courtId: number; startsAt: Date; endsAt: Date }) => ({
  courtId,
  startsAt: startsAt.getTime(),
  endsAt: endsAt.getTime(),
});

test('a hold is found by its own player alone, and only while it runs', async () => {
  const player = await makeUser();
  const held = await makeReservation({ userId: player.id, status: 'pending' });
  const stretch = stretchOf(held);
  expect(await findOwnHold(personContext(player), stretch)).toMatchObject({ id: held.id });
  expect(await findOwnHold(personContext(await makeUser()), stretch)).toBeNull();
  expect(await findOwnHold(anonymousContext(), stretch)).toBeNull();

  const later = { ...stretch, startsAt: stretch.endsAt, endsAt: stretch.endsAt + 3_600_000 };
  expect(await findOwnHold(personContext(player), later)).toBeNull();
  const afterwards = { ...personContext(player), now: new Date(Date.now() + 3_600_000) };
  expect(await findOwnHold(afterwards, stretch)).toBeNull();
});
