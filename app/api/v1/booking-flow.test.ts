import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { notices, payments, reservations } from '@/db/schema';
import { addDays, localDateOf } from '@/lib/core/time';
import { makeClub, makeCourt, makeUser } from '@/test/factories';
import { messagesTo } from '@/test/inbox';
import { keyHeaders } from '@/test/requests';
import { useSandbox } from '@/test/sandbox';
import { useApiAtHome } from '@/test/serve-api';
import { payIntent } from '@/test/stripe-control';

const api = useApiAtHome();
const sandbox = useSandbox({ appUrl: () => api() });
const date = addDays(localDateOf(Date.now(), 'Europe/Madrid'), 1);

const mailsTo = (address: string) => messagesTo(sandbox(), address);
const statusOf = async (id: string) =>
  (await db().select().from(reservations).where(eq(reservations.id, id)))[0]?.status;

test('spec: test_complete_booking_flow — from the search to the mail, over HTTP and through the jobs', async () => {
  const user = await makeUser({ email: 'user@test.com' });
  const court = await makeCourt({ clubId: (await makeClub({ city: 'Madrid' })).id });
  const headers = { ...(await keyHeaders(user)), 'content-type': 'application/json' };
  const get = (path: string) => fetch(`${api()}/api/v1/${path}`, { headers });

  const search = await get(`courts/search?date=${date}&time=10:00&duration=90&city=Madrid`);
  expect(search.status).toBe(200);
  expect((await search.json()).results).toMatchObject([
    { id: court.id, start_time: '10:00', end_time: '11:30', price: { amount: '45.00', currency: 'EUR' } },
  ]);

  const availability = await get(`courts/${court.id}/availability?date=${date}&duration=90`);
  expect(availability.status).toBe(200);
  const { available_slots } = await availability.json();
  expect(available_slots).toContainEqual(expect.objectContaining({ start_time: '10:00' }));

  const wanted = { court_id: court.id, date, start_time: '10:00', duration: 90, participants: [user.id] };
  const created = await fetch(`${api()}/api/v1/reservations`, {
    method: 'POST',
    headers,
    body: JSON.stringify(wanted),
  });
  expect(created.status).toBe(201);
  const reservation = await created.json();
  expect(reservation).toMatchObject({
    status: 'pending',
    court_id: court.id,
    date,
    start_time: '10:00',
    duration: 90,
    price: { amount: '45.00', currency: 'EUR' },
    owed: { amount: '45.00', currency: 'EUR' },
    participants: [{ user_id: user.id }],
    payment: { status: 'pending', amount: '45.00', currency: 'EUR' },
  });
  const { payment_intent_id, client_secret } = reservation.payment;
  expect(client_secret).toContain(payment_intent_id);

  await payIntent(sandbox(), payment_intent_id);
  await expect.poll(() => statusOf(reservation.id)).toBe('confirmed');

  const shown = await (await get(`reservations/${reservation.id}`)).json();
  expect(shown).toMatchObject({
    status: 'confirmed',
    owed: { amount: '0.00' },
    payment: { status: 'completed' },
  });
  expect(shown.payment).not.toHaveProperty('client_secret');
  const after = await get(`courts/${court.id}/availability?date=${date}&duration=90`);
  expect(JSON.stringify(await after.json())).not.toContain('"start_time":"10:00"');

  await expect.poll(() => mailsTo('user@test.com')).toHaveLength(1);
  const [mail] = await mailsTo('user@test.com');
  expect(mail?.subject).toContain('Reserva');
  expect(mail?.html).toContain(date);
  expect(mail?.attachments.map(({ filename }) => filename)).toEqual(['pista.ics', 'court.png', 'code.png']);
  const delivered = () =>
    db()
      .select({ status: notices.status })
      .from(notices)
      .where(and(eq(notices.reservationId, reservation.id), eq(notices.status, 'delivered')));
  await expect.poll(delivered).toHaveLength(1);
  expect(await mailsTo('user@test.com')).toHaveLength(1);
  expect(await db().select().from(payments).where(eq(payments.reservationId, reservation.id))).toMatchObject([
    { status: 'completed', receivedMinor: 4500 },
  ]);
});
