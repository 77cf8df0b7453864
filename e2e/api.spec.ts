import { z } from 'zod';
import { makeUser, type User } from '@/test/factories';
import { keyHeaders } from '@/test/requests';
import { baseUrl } from './environment';
import { expect, test } from './fixtures';
import { freeStarts, inDays, mailsTo, pay, untilMailed, untilStatus } from './world';

const money = z.object({ amount: z.string(), currency: z.string() });
const found = z.object({
  results: z.array(z.object({ id: z.number(), start_time: z.string(), price: money })),
});
const reservation = z.object({
  id: z.uuid(),
  status: z.string(),
  price: money,
  payment: z.object({ payment_intent_id: z.string(), client_secret: z.string().optional() }),
});
const refusal = z.object({
  error: z.string(),
  alternatives: z
    .array(z.object({ start_time: z.string() }))
    .max(3)
    .optional(),
});

const date = inDays(6);

test('spec: test_complete_booking_flow, by a program with a key against the running server', async ({
  player,
}) => {
  const api = await clientOf(player);
  const search = await api.get(`courts/search?date=${date}&time=10:00&duration=90&city=Madrid`);
  expect(search.status).toBe(200);
  const court = found
    .parse(await search.json())
    .results.find(({ price }) => price.amount === '45.00' && price.currency === 'EUR');
  const courtId = court?.id ?? 0;
  expect(await freeStarts(courtId, date)).toContain('10:00');

  const wanted = { court_id: courtId, date, start_time: '10:00', duration: 90, participants: [player.id] };
  const created = await api.post('reservations', wanted);
  expect(created.status).toBe(201);
  const held = reservation.parse(await created.json());
  expect(held).toMatchObject({ status: 'pending', price: { amount: '45.00', currency: 'EUR' } });
  expect(held.payment.client_secret).toContain(held.payment.payment_intent_id);

  await pay(held.payment.payment_intent_id);
  const read = async () => reservation.parse(await (await api.get(`reservations/${held.id}`)).json());
  await untilStatus(held.id, 'confirmed');
  const paid = await read();
  expect(paid.status).toBe('confirmed');
  expect(paid.payment.client_secret).toBeUndefined();
  expect(await freeStarts(courtId, date)).not.toContain('10:00');
  await untilMailed(player, 'Reserva hecha');
  const mails = await mailsTo(player);
  expect(mails).toHaveLength(1);
  expect(mails[0]?.attachments.map(({ filename }) => filename)).toEqual([
    'pista.ics',
    'court.png',
    'code.png',
  ]);
});

test('of 50 players who hold one start at once, one gets it and 49 are offered others', async ({ club }) => {
  const players = await Promise.all(Array.from({ length: 50 }, () => makeUser()));
  const clients = await Promise.all(players.map(clientOf));
  const wanted = { court_id: club.courts[0].id, date, start_time: '10:00', duration: 90 };
  const answers = await Promise.all(clients.map((client) => client.post('reservations', wanted)));

  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(49).fill(409)]);
  for (const answer of answers.filter(({ status }) => status === 409)) {
    const { error, alternatives } = refusal.parse(await answer.json());
    expect(error).toBe('slot_taken');
    expect(alternatives?.length).toBeGreaterThan(0);
  }
});

test('a method that a path does not have is refused in the shape of every refusal, with those it has', async () => {
  const answer = await fetch(new URL('/api/v1/reservations', baseUrl()), { method: 'DELETE' });
  expect(answer.status).toBe(405);
  expect(answer.headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(refusal.parse(await answer.json())).toMatchObject({ error: 'method_not_allowed' });
});

test('a page whose address names a day or a number that cannot be is the page of today', async () => {
  const listed = await fetch(new URL('/api/v1/clubs?page_size=1', baseUrl()));
  const { results } = z
    .object({ results: z.array(z.object({ slug: z.string() })) })
    .parse(await listed.json());
  for (const page of ['courts', `clubs/${results[0]?.slug}`]) {
    for (const wrong of [
      'date=9999-12-31&time=23:59&duration=240',
      'date=1000-01-01&court=99999999999999999999',
      'date=2027-02-30&lat=1e1&lng=0x1',
      'lat=40.4',
      'page=1e9&duration=1e2&court=0x1',
    ]) {
      const answer = await fetch(new URL(`/es/${page}?city=Madrid&${wrong}`, baseUrl()));
      expect(answer.status, `${page} ${wrong}`).toBe(200);
    }
  }
});

/** A program that holds a key of this person. */
async function clientOf(user: User) {
  const headers = { ...(await keyHeaders(user)), 'content-type': 'application/json' };
  const at = (path: string) => new URL(`/api/v1/${path}`, baseUrl());
  return {
    get: (path: string) => fetch(at(path), { headers }),
    post: (path: string, body: object) =>
      fetch(at(path), { method: 'POST', headers, body: JSON.stringify(body) }),
  };
}
