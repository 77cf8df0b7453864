import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/db';
import { acts } from '@/db/schema';
import { addDays, localDateOf, weekdayOf } from '@/lib/core/time';
import { makeClub, makeCourt, makeCustomer, makeStaff, makeUser } from '@/test/factories';
import { keyHeaders } from '@/test/requests';
import { useApiAtHome } from '@/test/serve-api';

const api = useApiAtHome();
const today = localDateOf(Date.now(), 'Europe/Madrid');
/** A Monday at least a week ahead. */
const MONDAY = addDays(today, 15 - weekdayOf(today));

let clubId: number;
let courtId: number;
let customerId: string;
let manager: Record<string, string>;
beforeAll(async () => {
  ({ id: clubId } = await makeClub({ undoSeconds: 60 }));
  ({ id: courtId } = await makeCourt({ clubId }));
  ({ id: customerId } = await makeCustomer(clubId));
  const user = await makeUser();
  await makeStaff(user.id, clubId, 'manager');
  manager = await keyHeaders(user);
});

const answerSchema = z.looseObject({
  id: z.string().nullish(),
  act: z.looseObject({ id: z.string() }).optional(),
  bookings: z.array(z.looseObject({ id: z.string(), revision: z.int(), status: z.string() })).optional(),
  dates: z.array(z.looseObject({ date: z.string() })).optional(),
});

async function call(method: string, path: string, body?: object) {
  const response = await fetch(`${api()}/api/v1${path}`, {
    method,
    headers: { ...manager, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: answerSchema.parse(await response.json()) };
}

const wish = (changes: object = {}) => ({
  court_id: courtId,
  kind: 'booking',
  customer_id: customerId,
  weekdays: [1],
  start_time: '18:00',
  duration: 90,
  from: MONDAY,
  until: addDays(MONDAY, 14),
  ...changes,
});
const make = (changes: object = {}) => call('POST', `/clubs/${clubId}/series`, wish(changes));

test.each<[string, object, number, object]>([
  ['over 53 weeks', { until: addDays(MONDAY, 54 * 7) }, 400, { until: [expect.any(String)] }],
  ['that ends before it begins', { until: addDays(MONDAY, -1) }, 400, { until: [expect.any(String)] }],
  ['from yesterday on', { from: addDays(today, -1) }, 400, { from: [expect.any(String)] }],
  ['on 30 February', { from: '2027-02-30' }, 400, { from: [expect.any(String)] }],
  ['on no day', { weekdays: [] }, 400, { weekdays: [expect.any(String)] }],
  ['of five hours', { duration: 300 }, 400, { duration: [expect.any(String)] }],
  ['for nobody', { customer_id: undefined }, 400, { customer_id: [expect.any(String)] }],
  ['at a price with three decimals', { price: { amount: '36.555', reason: 'x' } }, 400, expect.any(Object)],
  ['without a date', { weekdays: [3], until: addDays(MONDAY, 1) }, 409, {}],
])('a series %s is refused with a sentence', async (_what, changes, status, fields) => {
  const refused = await make(changes);
  expect(refused.status).toBe(status);
  expect(refused.body).toMatchObject({ message: expect.stringMatching(/\w.*\.$/) });
  if (status === 400) expect(refused.body).toMatchObject({ error: 'invalid_input', fields });
  else expect(refused.body).toMatchObject({ error: 'conflict', reason: 'no_date_left' });
});

test('a start that does not exist on one date is that date’s conflict', async () => {
  const sundays = { weekdays: [7], start_time: '02:30', duration: 30, kind: 'block', customer_id: undefined };
  const spring = { ...sundays, from: '2027-03-21', until: '2027-04-04' };
  const { status, body } = await call('POST', `/clubs/${clubId}/series?preview=true`, wish(spring));
  expect(status).toBe(200);
  expect(body.dates).toMatchObject([
    { conflict: null },
    { date: '2027-03-28', starts_at: null, conflict: { reason: 'dst_gap' } },
    { conflict: null },
  ]);
});

test('other days bring dates and give some up, and what was taken meanwhile is refused', async () => {
  const made = await make();
  const path = `/series/${made.body.id}`;
  const more = { revision: 0, scope: 'all', weekdays: [1, 3] };
  const preview = await call('PATCH', `${path}?preview=true`, more);
  const wednesdays = [MONDAY, addDays(MONDAY, 7)].map((date) => addDays(date, 2));
  expect(preview.body.dates?.map(({ date }) => date)).toEqual(wednesdays);
  const skip = { date: MONDAY, choice: 'skip' };
  for (const [body, status] of [
    [{ ...more, choices: [skip] }, 400],
    [{ ...more, choices: [{ ...skip, choice: 'other' }] }, 400],
    [{ ...more, weekdays: [8] }, 400],
    [{ ...more, scope: 'this', date: MONDAY }, 400],
    [{ ...more, revision: 7 }, 409],
  ] as const)
    expect((await call('PATCH', path, body)).status).toBe(status);
  expect((await call('PATCH', path, more)).body.bookings).toHaveLength(2);
  const fewer = await call('PATCH', path, { revision: 1, scope: 'all', weekdays: [3] });
  expect(fewer.body.bookings?.map(({ status }) => status)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  expect(fewer.body).toMatchObject({ refunded: { amount: '0.00' } });
  // Somebody else has the first Monday by now, and its series another Monday evening.
  const earlier = { revision: 2, scope: 'all', weekdays: [1], start_time: '20:00' };
  expect((await call('PATCH', path, earlier)).status).toBe(200);
  const undone = await call('POST', `/acts/${fewer.body.act?.id}/undo`);
  expect(undone).toMatchObject({ status: 409, body: { error: 'conflict' } });
  await db()
    .update(acts)
    .set({ undoUntil: new Date() })
    .where(eq(acts.id, fewer.body.act?.id ?? ''));
  const [first] = fewer.body.bookings ?? [];
  const restored = await call('POST', `/reservations/${first?.id}/restore`, { revision: first?.revision });
  expect(restored).toMatchObject({
    status: 409,
    body: { error: 'conflict', reason: 'date_taken' },
  });
});
