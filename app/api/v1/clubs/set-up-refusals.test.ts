import { describe, expect, test } from 'vitest';
import { addDays, localDateOf } from '@/lib/core/time';
import { makeClub, makeCourt, makeStaff, makeUser } from '@/test/factories';
import { apiRequest, keyHeaders } from '@/test/requests';
import { useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';

const api = useApi();
useSandbox({ appUrl: () => api() });

type Init = NonNullable<Parameters<typeof apiRequest>[1]>;

async function ask(path: string, init: Init) {
  const { method, headers, body } = apiRequest(`/api/v1/${path}`, init);
  const sent = init.body === undefined ? {} : { body, duplex: 'half' };
  const response = await fetch(`${api()}/api/v1/${path}`, { method, headers, ...sent });
  return { status: response.status, body: await response.json() };
}

async function makeOwned() {
  const [club, owner] = await Promise.all([makeClub(), makeUser()]);
  await makeStaff(owner.id, club.id);
  const court = await makeCourt({ clubId: club.id });
  const headers: Record<string, string> = await keyHeaders(owner);
  const of = (part: string) => `clubs/${club.id}${part === '' ? '' : `/${part}`}`;
  return {
    club,
    court,
    headers,
    read: (part: string) => ask(of(part), { headers }),
    send: (method: string, part: string, body: object, more: Record<string, string> = {}) =>
      ask(of(part), { method, headers: { ...headers, ...more }, body: { revision: 0, ...body } }),
  };
}

const window = (opens: string, closes: string) => ({ weekday: 1, opens, closes });
const hours = (...days: object[]) => ({ seasons: [{ days }] });
const season = (valid_from: string, valid_until: string) => ({ valid_from, valid_until, days: [] });
const rule = (price_per_hour: string, more: object = {}) => ({
  rules: [{ name: { es: 'Todo', en: 'All' }, price_per_hour, ...more }],
});
const closed = (date: string) => ({ date, closed: true, holiday: true, windows: [] });
const category = (code: string, more: object = {}) => ({
  code,
  name: { es: 'Socios', en: 'Members' },
  ...more,
});

/** Wrong input of each list, with the fields at which it is said. */
const LISTS: [what: string, list: string, body: object, fields: string[]][] = [
  [
    'hours that overlap, at both',
    'opening-hours',
    hours(window('09:00', '12:00'), window('11:55', '14:00')),
    ['seasons.0.days.0.opens', 'seasons.0.days.1.opens'],
  ],
  [
    'seasons that overlap, at both',
    'opening-hours',
    { seasons: [season('2027-01-01', '2027-02-01'), season('2027-02-01', '2027-03-01')] },
    ['seasons.0.valid_from', 'seasons.1.valid_from'],
  ],
  ['an opening at 25:00', 'opening-hours', hours(window('25:00', '14:00')), ['seasons.0.days.0.opens']],
  ['a closing at 14:03', 'opening-hours', hours(window('09:00', '14:03')), ['seasons.0.days.0.closes']],
  [
    'a season from 30 February',
    'opening-hours',
    { seasons: [season('2027-02-30', '2027-03-01')] },
    ['seasons.0.valid_from'],
  ],
  [
    'a date twice, at both',
    'special-days',
    { days: [closed('2027-12-25'), closed('2027-12-25')] },
    ['days.0.date', 'days.1.date'],
  ],
  [
    'an open day without hours',
    'special-days',
    { days: [{ ...closed('2027-12-25'), closed: false }] },
    ['days.0.windows'],
  ],
  ['a negative price', 'price-rules', rule('-1.00'), ['rules.0.price_per_hour']],
  ['a price above 10,000', 'price-rules', rule('10000.01'), ['rules.0.price_per_hour']],
  ['13 decimals', 'price-rules', rule('1.0000000000001'), ['rules.0.price_per_hour']],
  ['a decimal comma', 'price-rules', rule('36,50'), ['rules.0.price_per_hour']],
  [
    'a category that is not there',
    'price-rules',
    rule('30.00', { category: 'nobody' }),
    ['rules.0.category'],
  ],
  [
    'a code twice, at both',
    'categories',
    { categories: [category('a'), category('a')] },
    ['categories.0.code', 'categories.1.code'],
  ],
  [
    'a horizon shorter than the club’s',
    'categories',
    { categories: [category('a', { horizon_days: 1 })] },
    ['categories.0.horizon_days'],
  ],
  [
    'a name with a line break',
    'categories',
    { categories: [category('a', { name: { es: 'a\r\nb', en: 'c' } })] },
    ['categories.0.name.es'],
  ],
];

describe('a list of a club', () => {
  test.each(LISTS)('is refused with %s, and stays as it was', async (_what, list, body, fields) => {
    const { read, send } = await makeOwned();
    const before = await read(list);
    const { status, body: answer } = await send('PUT', list, body);
    expect([status, answer.error]).toEqual([400, 'invalid_input']);
    expect(Object.keys(answer.fields)).toEqual(fields);
    expect(await read(list)).toEqual(before);
  });

  test('of prices that leaves hours unsold is answered with them, and saved once they are named', async () => {
    const { read, send } = await makeOwned();
    const morning = rule('30.00', { from: '09:00', until: '12:00' });
    const refused = await send('PUT', 'price-rules', morning);
    expect(refused).toMatchObject({
      status: 409,
      body: { error: 'conflict', unsold: { hash: expect.any(String), count: expect.any(Number) } },
    });
    expect((await read('price-rules')).body.revision).toBe(0);
    const acknowledged = { ...morning, acknowledge_unsold: refused.body.unsold.hash };
    expect(await send('PUT', 'price-rules', acknowledged)).toMatchObject({
      status: 200,
      body: { revision: 1 },
    });
  });

  test.each(['opening-hours', 'special-days', 'price-rules', 'categories', 'extras'])(
    'of %s is replaced once under one Idempotency-Key, and an older one is answered with the present',
    async (list) => {
      const { read, send } = await makeOwned();
      const { revision: _, ...items } = (await read(list)).body;
      const key = { 'idempotency-key': 'one' };
      const [first, again] = [await send('PUT', list, items, key), await send('PUT', list, items, key)];
      expect(first).toMatchObject({ status: 200, body: { revision: 1 } });
      expect(again).toEqual(first);
      expect(await send('PUT', list, items)).toMatchObject({
        status: 409,
        body: {
          error: 'conflict',
          current: { ...items, revision: 1 },
          changed_by: { name: expect.any(String) },
        },
      });
    },
  );

  test('of hours in the hour that the clocks skip is saved as it is written', async () => {
    const { club, read, send } = await makeOwned();
    const seasons = [
      { valid_from: null, valid_until: null, days: [{ weekday: 7, opens: '02:30', closes: '12:00' }] },
    ];
    expect((await send('PUT', 'opening-hours', { seasons })).status).toBe(200);
    expect((await read('opening-hours')).body.seasons).toEqual(seasons);
    const board = await read('planner?date=2027-03-28');
    expect([club.timeZone, board.body.opens_at]).toEqual(['Europe/Madrid', '2027-03-28T03:00:00+02:00']);
  });
});

describe('a club', () => {
  test.each([
    ['a zone that does not exist', { timezone: 'Europe/Atlantis' }, 'timezone'],
    ['coordinates of the open sea', { latitude: 0, longitude: 0 }, 'latitude'],
    ['a line break in its name', { name: 'Club\r\nBcc: eva@evil.test' }, 'name'],
    ['markup for a name', { name: '<b>Club</b>' }, 'name'],
    ['a step of no length', { step_minutes: 0 }, 'step_minutes'],
    ['a horizon of 121 days', { horizon_days: 121 }, 'horizon_days'],
    [
      'a policy that gives nothing before it gives less',
      { refund_policy: { free_hours: 2, later_percent: 50, nothing_hours: 24 } },
      'refund_policy',
    ],
  ])('is refused with %s', async (_what, body, field) => {
    const { send } = await makeOwned();
    const { status, body: answer } = await send('PATCH', '', body);
    expect([status, answer.error, Object.keys(answer.fields)]).toEqual([400, 'invalid_input', [field]]);
  });

  test('keeps the emoji of its name, and shows the week that holds today', async () => {
    const { send, club } = await makeOwned();
    const name = `Pádel 🎾 ${club.id}`;
    expect(await send('PATCH', '', { name })).toMatchObject({ status: 200, body: { name } });
    const today = localDateOf(Date.now(), club.timeZone);
    const seasons = [
      { days: [window('08:00', '22:00')] },
      { valid_from: today, valid_until: addDays(today, 2), days: [window('10:00', '14:00')] },
    ];
    await send('PUT', 'opening-hours', { seasons });
    const { body } = await ask(`clubs/${club.id}`, {});
    expect(body.opening_hours).toEqual([
      { weekday: 1, opens: '10:00', closes: '14:00', past_midnight: false },
    ]);
  });
});

describe('a court', () => {
  test('is retired once under one Idempotency-Key, and another day under it is refused', async () => {
    const { court, headers } = await makeOwned();
    const today = localDateOf(Date.now(), 'Europe/Madrid');
    const retire = (from: string) =>
      ask(`courts/${court.id}?from=${from}`, {
        method: 'DELETE',
        headers: { ...headers, 'idempotency-key': 'one' },
      });
    const first = await retire(addDays(today, 3));
    expect(first.status).toBe(200);
    expect(await retire(addDays(today, 3))).toEqual(first);
    expect(await retire(addDays(today, 4))).toMatchObject({ status: 409, body: { error: 'conflict' } });
  });

  test.each([
    ['a name of blanks', { name: '  ' }],
    ['markup for a name', { name: '<b>Central</b>' }],
    ['a sport that is none', { sport: 'golf' }],
  ])('is refused with %s', async (_what, wrong) => {
    const { send } = await makeOwned();
    const facts = { name: 'Central', sport: 'padel', indoor: false, surface: 'turf', format: 'double' };
    const { status, body } = await send('POST', 'courts', { ...facts, ...wrong, revision: undefined });
    expect([status, Object.keys(body.fields)]).toEqual([400, Object.keys(wrong)]);
  });
});
