import { expect, test } from 'vitest';
import { DELETE, POST } from '@/app/api/v1/reservations/[id]/participants/route';
import { db } from '@/db';
import { participants } from '@/db/schema';
import { makeReservation, makeStaff, makeUser } from '@/test/factories';
import { keyHeaders } from '@/test/requests';
import { useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';

const api = useApi();
useSandbox({ appUrl: () => api() });

async function makeGame() {
  const [player, desk] = [await makeUser(), await makeUser()];
  const { id, clubId } = await makeReservation({ userId: player.id });
  await makeStaff(desk.id, clubId, 'desk');
  const [own, staff] = [await keyHeaders(player), await keyHeaders(desk)];
  const call = async (method: string, search: string, body?: object, headers = own) => {
    const response = await fetch(`${api()}/api/v1/reservations/${id}/participants${search}`, {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  return { id, player, staff, call };
}

test('players are added by the booker and by staff, and taken off by their seat, as the description says', async () => {
  const { call, staff } = await makeGame();
  await call('POST', '', { name: 'Eva', email: 'eva@example.com' });
  const added = await call('POST', '', { name: 'Leo' }, staff);
  expect(added.status).toBe(201);
  expect(POST.options.answer.json.parse(added.body)).toEqual(added.body);
  expect(added.body.participants).toEqual([
    { position: 0, user_id: null, name: 'Eva' },
    { position: 1, user_id: null, name: 'Leo' },
  ]);
  expect(await call('DELETE', '?position=0&name=Leo')).toMatchObject({ status: 404 });
  const left = await call('DELETE', '?position=0', undefined, staff);
  expect(left.status).toBe(200);
  expect(DELETE.options.answer.json.parse(left.body)).toEqual(left.body);
  expect(left.body.participants).toEqual([{ position: 1, user_id: null, name: 'Leo' }]);
});

test('an account is added by its id once it has played with the booker, and else is like an unknown one', async () => {
  const { call, player } = await makeGame();
  const friend = await makeUser({ name: 'Bea Luna' });
  const stranger = await call('POST', '', { user_id: friend.id });
  const nobody = await call('POST', '', { user_id: '01890a5d-ac96-774b-bcce-b302099a8057' });
  expect(stranger).toMatchObject({ status: 400, body: { fields: { user_id: ['there is no such person'] } } });
  expect({ ...stranger.body, request_id: '' }).toEqual({ ...nobody.body, request_id: '' });
  const played = await makeReservation({
    userId: player.id,
    startsAt: new Date(Date.now() - 48 * 3_600_000),
    status: 'completed',
  });
  await db()
    .insert(participants)
    .values({ reservationId: played.id, position: 0, userId: friend.id, name: 'Bea' });
  const added = await call('POST', '', { user_id: friend.id });
  expect(added).toMatchObject({
    status: 201,
    body: { participants: [{ user_id: friend.id, name: 'Bea Luna' }] },
  });
});

test.each([
  [{}, 'name'],
  [{ name: 'Eva', user_id: '01890a5d-ac96-774b-bcce-b302099a8057' }, 'name'],
  [{ name: 'Eva\n' + 'x' }, 'name'],
  [{ name: 'Eva', email: 'no' }, 'email'],
  [{ name: 'Eva', phone: '1' }, 'phone'],
])('%o is refused at its field', async (body, field) => {
  const { call } = await makeGame();
  expect(await call('POST', '', body)).toMatchObject({
    status: 400,
    body: { fields: { [field]: expect.any(Array) } },
  });
});

test('a seat that is no number is refused', async () => {
  const { call } = await makeGame();
  expect(await call('DELETE', '?position=one')).toMatchObject({
    status: 400,
    body: { fields: { position: expect.any(Array) } },
  });
  expect(await call('DELETE', '?position=0')).toMatchObject({ status: 404 });
});
