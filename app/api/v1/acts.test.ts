import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/db';
import { clubs, reservations } from '@/db/schema';
import { makeClub, makeCourt, makeReservation, makeStaff, makeUser } from '@/test/factories';
import { keyHeaders } from '@/test/requests';
import { useApiAtHome } from '@/test/serve-api';

const api = useApiAtHome();

let clubId: number;
let desk: Record<string, string>;
let colleague: Record<string, string>;
let manager: Record<string, string>;
beforeAll(async () => {
  ({ id: clubId } = await makeClub({ undoSeconds: 60 }));
  const keyOf = async (role: 'desk' | 'manager') => {
    const user = await makeUser();
    await makeStaff(user.id, clubId, role);
    return keyHeaders(user);
  };
  [desk, colleague, manager] = [await keyOf('desk'), await keyOf('desk'), await keyOf('manager')];
});

const answerSchema = z.looseObject({
  act: z.object({ id: z.string(), undo_until: z.string() }).optional(),
  bookings: z.array(z.looseObject({ id: z.string(), title: z.string().nullable() })).optional(),
});

async function call(
  headers: Record<string, string>,
  method: string,
  path: string,
  body?: object,
  more: Record<string, string> = {},
) {
  const response = await fetch(`${api()}/api/v1${path}`, {
    method,
    headers: { ...headers, ...more, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: answerSchema.parse(await response.json()) };
}

const book = async () => makeReservation({ clubId, courtId: (await makeCourt({ clubId })).id });
const readTitle = async (id: string) =>
  (await db().select().from(reservations).where(eq(reservations.id, id)))[0]?.title;

describe('an act over HTTP', () => {
  test('is answered by the change, listed for who did it and for managers, and undone once', async () => {
    const { id } = await book();
    const changed = await call(desk, 'PATCH', `/reservations/${id}`, { revision: 0, title: 'Liga' });
    expect(changed).toMatchObject({ status: 200, body: { booking: { id, title: 'Liga', revision: 1 } } });
    const actId = changed.body.act?.id ?? '';
    const list = (who: Record<string, string>) => call(who, 'GET', `/clubs/${clubId}/acts?page_size=100`);
    const listed = {
      id: actId,
      kind: 'details',
      undoable: true,
      summary: { reservation_id: id, locked: false },
    };
    for (const who of [desk, manager])
      expect((await list(who)).body.results).toContainEqual(expect.objectContaining(listed));
    expect((await list(colleague)).body.results).toEqual([]);
    expect((await call(colleague, 'POST', `/acts/${actId}/undo`)).status).toBe(403);
    const undone = await call(desk, 'POST', `/acts/${actId}/undo`);
    expect(undone).toMatchObject({ status: 200, body: { undone: true, bookings: [{ id, title: null }] } });
    expect(await call(manager, 'POST', `/acts/${actId}/undo`)).toMatchObject({
      status: 409,
      body: { error: 'conflict' },
    });
    expect((await list(desk)).body.results).toContainEqual(
      expect.objectContaining({ id: actId, undoable: false, undone_at: expect.any(String) }),
    );
  });

  test('is previewed without being undone, and a repeat under one key is one undo', async () => {
    const { id } = await book();
    const { body } = await call(desk, 'PATCH', `/reservations/${id}`, { revision: 0, title: 'Liga' });
    const undo = `/acts/${body.act?.id}/undo`;
    expect((await call(desk, 'POST', `${undo}?preview=true`)).body).toMatchObject({
      bookings: [{ title: null }],
    });
    expect(await readTitle(id)).toBe('Liga');
    const key = { 'idempotency-key': 'one undo' };
    const answers = [await call(desk, 'POST', undo, {}, key), await call(desk, 'POST', undo, {}, key)];
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[0]?.status).toBe(200);
  });

  test('is refused with what is now there once somebody changed the booking', async () => {
    const { id } = await book();
    const first = await call(desk, 'PATCH', `/reservations/${id}`, { revision: 0, title: 'Liga' });
    await call(manager, 'PATCH', `/reservations/${id}`, { revision: 1, note: 'Trae bolas' });
    expect(await call(desk, 'POST', `/acts/${first.body.act?.id}/undo`)).toMatchObject({
      status: 409,
      body: {
        error: 'conflict',
        current: { id, note: 'Trae bolas', revision: 2 },
        changed_by: expect.any(Object),
      },
    });
  });

  test('tells nobody what it was about whose club it is not, and is not there under a made-up id', async () => {
    const other = await makeUser();
    await makeStaff(other.id, (await makeClub()).id, 'owner');
    const { id } = await book();
    const { body } = await call(desk, 'PATCH', `/reservations/${id}`, { revision: 0, title: 'Liga' });
    const foreign = await keyHeaders(other);
    expect((await call(foreign, 'POST', `/acts/${body.act?.id}/undo`)).status).toBe(404);
    expect((await call(desk, 'POST', '/acts/01890000-0000-7000-8000-000000000000/undo')).status).toBe(404);
    expect((await call(desk, 'POST', '/acts/none/undo')).status).toBe(404);
  });
});

test.each([
  ['without a revision', {}],
  ['with an unknown member', { revision: 0, price: '1.00' }],
  ['with a title of 81 letters', { revision: 0, title: 'a'.repeat(81) }],
  ['with a note of 2001 letters', { revision: 0, note: 'a'.repeat(2001) }],
  ['with a lock that is no boolean', { revision: 0, locked: 'yes' }],
])('details %s are refused at the field', async (_title, body) => {
  const { id } = await book();
  expect((await call(desk, 'PATCH', `/reservations/${id}`, body)).status).toBe(400);
});

test('a check-in is taken back by its revision, which is asked for', async () => {
  const { id } = await makeReservation({
    clubId,
    courtId: (await makeCourt({ clubId })).id,
    startsAt: new Date(),
  });
  expect((await call(desk, 'POST', `/reservations/${id}/check-in`, { revision: 0 })).status).toBe(200);
  expect((await call(desk, 'DELETE', `/reservations/${id}/check-in`)).status).toBe(400);
  const back = await call(desk, 'DELETE', `/reservations/${id}/check-in?revision=1`);
  expect(back).toMatchObject({ status: 200, body: { booking: { checked_in_at: null } } });
});

test('a club that wants no time for second thoughts has none', async () => {
  await db().update(clubs).set({ undoSeconds: 0 }).where(eq(clubs.id, clubId));
  const { id } = await book();
  const cancelled = await call(desk, 'POST', `/reservations/${id}/cancel`, {});
  expect(cancelled.status).toBe(200);
  expect((await call(desk, 'POST', `/acts/${cancelled.body.act?.id}/undo`)).status).toBe(409);
});
