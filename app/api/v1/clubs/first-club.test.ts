import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/db';
import { clubs, reservations, staffInvitations } from '@/db/schema';
import { invitationToken } from '@/lib/auth/invitation-token';
import { inDays } from '@/test/bookings';
import { makeUser, type User } from '@/test/factories';
import { apiRequest, keyHeaders } from '@/test/requests';
import { useSandbox } from '@/test/sandbox';
import { useApiAtHome } from '@/test/serve-api';
import { payIntent } from '@/test/stripe-control';

const run = promisify(execFile);
const api = useApiAtHome();
const sandbox = useSandbox({ appUrl: () => api() });

/** The body of an answer that must be a success. */
async function call(as: User | null, method: string, path: string, body?: object) {
  const headers = as ? await keyHeaders(as) : {};
  const asked = apiRequest(`/api/v1/${path}`, { method, headers, ...(body && { body }) });
  const sent = body ? { body: JSON.stringify(body) } : {};
  const response = await fetch(`${api()}/api/v1/${path}`, { method, headers: asked.headers, ...sent });
  const text = await response.text();
  expect(response.ok, `${method} ${path}: ${response.status} ${text}`).toBe(true);
  return JSON.parse(text);
}

const steps = z.object({
  state: z.string(),
  steps: z.array(z.object({ step: z.string(), done: z.boolean() })),
});

test('an empty database, `npm run operator`, a first club that sets itself up, and its first sale', async () => {
  expect(await db().$count(clubs)).toBe(0);
  const [boss, owner, player] = [await makeUser(), await makeUser(), await makeUser()];
  const command = ['--import', 'tsx', 'scripts/operator.ts', boss.email];
  expect((await run(process.execPath, command)).stdout).toContain('is an operator now');

  const wanted = { name: 'Pádel Primero', city: 'Villa Primera', sport: 'padel', email: owner.email };
  const { id, state } = await call(null, 'POST', 'clubs', wanted);
  expect(state).toBe('asked');
  expect(await call(boss, 'POST', `clubs/${id}/approve`)).toEqual({ id, state: 'approved' });
  const [invitation] = await db().select().from(staffInvitations).where(eq(staffInvitations.clubId, id));
  const token = invitationToken(invitation?.id ?? '');
  expect(await call(owner, 'POST', `invitations/${token}/accept`)).toEqual({ club_id: id, role: 'owner' });

  const open = async () => {
    const read = steps.parse(await call(owner, 'GET', `clubs/${id}/set-up`));
    return read.steps.filter(({ done }) => !done).map(({ step }) => step);
  };
  expect(await open()).toEqual(['facts', 'courts', 'hours', 'prices', 'policy', 'team', 'test_booking']);
  const about = { es: 'El primero.', en: 'The first one.' };
  const place = { address: 'Calle Mayor 1', latitude: 43.5, longitude: -5.6, phone: '+34985000000' };
  await call(owner, 'PATCH', `clubs/${id}`, { revision: 0, ...place, about });
  const kind = { sport: 'padel', indoor: true, surface: 'turf', format: 'double' };
  const court = await call(owner, 'POST', `clubs/${id}/courts`, { name: 'Pista 1', ...kind });
  const days = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: '08:00', closes: '22:00' }));
  await call(owner, 'PUT', `clubs/${id}/opening-hours`, { revision: 0, seasons: [{ days }] });
  const rate = { name: { es: 'Tarifa', en: 'Rate' }, price_per_hour: '30.00' };
  await call(owner, 'PUT', `clubs/${id}/price-rules`, { revision: 0, rules: [rate] });
  expect(await open()).toEqual(['team', 'test_booking']);

  const listed = () => call(null, 'GET', `clubs?city=${encodeURIComponent(wanted.city)}`);
  expect(await listed()).toMatchObject({ count: 0 });
  expect(await call(owner, 'POST', `clubs/${id}/publish`)).toMatchObject({ state: 'published' });
  expect(await listed()).toMatchObject({ results: [{ id, name: wanted.name }] });

  const start = { court_id: court.id, date: inDays(2), start_time: '10:00', duration: 90 };
  const held = await call(player, 'POST', 'reservations', start);
  expect(held.price).toEqual({ amount: '45.00', currency: 'EUR' });
  await payIntent(sandbox(), held.payment.payment_intent_id);
  const statusOf = async () =>
    (await db().select().from(reservations).where(eq(reservations.id, held.id)))[0]?.status;
  await expect.poll(statusOf).toBe('confirmed');
  expect(await open()).toEqual(['team']);
});
