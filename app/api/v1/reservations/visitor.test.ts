import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { GET as getOne } from '@/app/api/v1/reservations/[id]/route';
import { PATCH } from '@/app/api/v1/reservations/[id]/guest/route';
import { POST as move } from '@/app/api/v1/reservations/[id]/move/route';
import { POST } from '@/app/api/v1/reservations/route';
import { visitorCookieName } from '@/lib/auth/session-cookie';
import { newVisitor, sealVisitor } from '@/lib/auth/visitors/visitor-cookie';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { env } from '@/lib/core/env';
import { inDays } from '@/test/bookings';
import { makeClub, makeCourt } from '@/test/factories';
import { useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';

const api = useApi();
useSandbox({ providers: ['stripe'], appUrl: () => api() });

/** A browser that has opened a page of ours. */
const browser = () => ({
  cookie: `${visitorCookieName()}=${sealVisitor(newVisitor())}`,
  origin: new URL(env().NEXTAUTH_URL).origin,
  // Each test is at an address of its own.
  'x-forwarded-for': `10.9.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`,
});

async function call(path: string, headers: Record<string, string>, method = 'GET', body?: object) {
  const response = await fetch(`${api()}/api/v1${path}`, {
    method,
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

const slotOf = async () => ({
  court_id: (await makeCourt()).id,
  date: inDays(2),
  start_time: '10:00',
  duration: 90,
});
const ana = () => ({ name: 'Ana Visita', email: `ana-${randomUUID()}@example.com` });

test('a browser that a page gave its cookie holds, says who books, pays and cancels, as the description says', async () => {
  const headers = browser();
  const held = await call('/reservations', headers, 'POST', await slotOf());
  expect(held.status).toBe(201);
  expect(POST.options.answer.json.parse(held.body)).toEqual(held.body);
  expect(held.body).toMatchObject({ status: 'payment_pending', payment: { payment_intent_id: null } });
  expect(held.body.payment).not.toHaveProperty('client_secret');
  const { id } = held.body;
  for (const [path, body] of [
    [`/reservations/${id}/retry-payment`, {}],
    ['/payments/create-intent', { metadata: { reservation_id: id } }],
  ] as const) {
    expect(await call(path, headers, 'POST', body)).toMatchObject({
      status: 422,
      body: { error: 'not_bookable', reason: 'guest_missing' },
    });
  }
  const named = await call(`/reservations/${id}/guest`, headers, 'PATCH', ana());
  expect(named.status).toBe(200);
  expect(PATCH.options.answer.json.parse(named.body)).toEqual(named.body);
  const opened = await call('/payments/create-intent', headers, 'POST', { metadata: { reservation_id: id } });
  expect(opened).toMatchObject({ status: 200, body: { amount: 4500 } });
  const shown = await call(`/reservations/${id}`, headers);
  expect(getOne.options.answer.json.parse(shown.body)).toEqual(shown.body);
  expect(shown.body.payment.client_secret).toContain('_secret_');
  expect((await call(`/reservations/${id}/cancel`, headers, 'POST', {})).status).toBe(200);
});

test('a browser previews and does a move of its booking and takes it back, which no other does', async () => {
  const headers = browser();
  const club = await makeClub({ pricePerHourMinor: 0, undoSeconds: 60 });
  const slot = { ...(await slotOf()), court_id: (await makeCourt({ clubId: club.id })).id };
  dropCatalogue();
  const { id } = (await call('/reservations', headers, 'POST', slot)).body;
  await call(`/reservations/${id}/guest`, headers, 'PATCH', ana());
  const path = `/reservations/${id}/move`;
  const there = { date: slot.date, start_time: '12:00' };
  const query = new URLSearchParams(there);
  expect((await call(`${path}?${query}`, browser())).status).toBe(404);
  expect((await call(path, browser(), 'POST', there)).status).toBe(404);
  const seen = await call(`${path}?${query}`, headers);
  expect(seen).toMatchObject({ status: 200, body: { difference: { amount: '0.00' } } });
  const moved = await call(path, headers, 'POST', there);
  expect(moved.status).toBe(200);
  expect(move.options.answer.json.parse(moved.body)).toEqual(moved.body);
  expect(moved.body.reservation).toMatchObject({ id, start_time: '12:00' });
  const undo = `/acts/${moved.body.act.id}/undo`;
  expect((await call(undo, browser(), 'POST')).status).toBe(404);
  expect(await call(undo, headers, 'POST')).toMatchObject({
    status: 200,
    body: { undone: true, bookings: [] },
  });
  expect((await call(`/reservations/${id}`, headers)).body).toMatchObject({ start_time: '10:00' });
});

test('nobody else has any of it: no cookie, a forged one, another browser, a page of another site', async () => {
  const headers = browser();
  const { id } = (await call('/reservations', headers, 'POST', await slotOf())).body;
  const { origin } = headers;
  const others = [
    [{ origin }, 401],
    [{ origin, cookie: `${visitorCookieName()}=forged` }, 401],
    [browser(), 404],
  ] as const;
  for (const [other, guestStatus] of others) {
    expect((await call(`/reservations/${id}`, other)).status).toBe(401);
    expect((await call(`/reservations/${id}/cancel`, other, 'POST', {})).status).toBe(401);
    expect((await call(`/reservations/${id}/guest`, other, 'PATCH', ana())).status).toBe(guestStatus);
  }
  expect((await call('/reservations', { origin }, 'POST', await slotOf())).status).toBe(401);
  const { origin: _, ...elsewhere } = browser();
  expect((await call('/reservations', elsewhere, 'POST', await slotOf())).status).toBe(403);
});

test('a repeat under the same key is the same hold, and of another browser its own', async () => {
  const headers = { ...browser(), 'idempotency-key': randomUUID() };
  const slot = await slotOf();
  const [first, again] = [
    await call('/reservations', headers, 'POST', slot),
    await call('/reservations', headers, 'POST', slot),
  ];
  expect(again).toEqual(first);
  const other = { ...browser(), 'idempotency-key': headers['idempotency-key'] };
  expect((await call('/reservations', other, 'POST', slot)).status).toBe(409);
});
