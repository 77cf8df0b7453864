import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { categories, priceRules } from '@/db/schema';
import { offer } from '@/lib/availability/offer';
import { dropCatalogue, getClub } from '@/lib/catalogue/catalogue';
import { firstInstantOf } from '@/lib/core/time';
import { inDays } from '@/test/bookings';
import { makeClub, makeCourt, makeStaff, makeUser, personContext } from '@/test/factories';
import { priceRuleJson } from './price-rules-list';
import { priceRulesSchema, setPriceRules } from './set-price-rules';

type Body = Parameters<typeof priceRulesSchema.parse>[0];

async function managed() {
  const { id } = await makeClub({ opensMinute: 9 * 60, closesMinute: 21 * 60 });
  const courts = [await makeCourt({ clubId: id }), await makeCourt({ clubId: id })];
  const person = await makeUser();
  await makeStaff(person.id, id, 'manager');
  const ctx = personContext(person, { staff: [{ clubId: id, role: 'manager' }] });
  const set = (body: Body, preview = false) =>
    setPriceRules({ ...ctx, preview }, String(id), priceRulesSchema.parse(body));
  const read = async () => {
    const club = await getClub(id);
    return club.priceRules.map((rule) => priceRuleJson(rule, club.currency));
  };
  return { id, courts, ctx, set, read };
}

const rule = (per_hour: string, conditions: object = {}) => ({
  name: { es: 'Tarifa', en: 'Rate' },
  price_per_hour: per_hour,
  ...conditions,
});

/** What ninety minutes of a club's first court cost at noon in three days. */
async function priceAtNoon(clubId: number): Promise<number | null> {
  const club = await getClub(clubId);
  const [court] = club.courts;
  if (!court) throw new Error('the club has courts');
  const startsAt = firstInstantOf(inDays(3), 12 * 60, club.timeZone);
  const offered = offer(club, court, [], { startsAt, durationMinutes: 90, category: null, now: Date.now() });
  return offered.ok ? offered.priceMinor : null;
}

describe('the price rules of a club', () => {
  test('are replaced as a whole, in their order, and read back as they were written', async () => {
    const { id, courts, set, read } = await managed();
    const rules = [
      rule('40.00', {
        court_ids: [courts[1]?.id],
        weekdays: [5, 6],
        from: '18:00',
        until: '00:00',
        durations: [60],
      }),
      rule('36.00', { holidays: true, season_from: '2027-01-01', season_until: '2027-06-30' }),
      rule('24.50'),
    ];
    await set({ revision: 0, rules });
    expect(await read()).toMatchObject(rules);
    expect(await priceAtNoon(id)).toBe(3675);
  });

  test('keep the row of a rule that stays, and archive those that go', async () => {
    const { id, set } = await managed();
    await set({ revision: 0, rules: [rule('40.00', { weekdays: [6, 7] }), rule('30.00')] });
    const before = await db().select().from(priceRules).where(eq(priceRules.clubId, id));
    await set({ revision: 1, rules: [rule('28.00', { weekdays: [1] }), rule('30.00')] });
    const rows = await db().select().from(priceRules).where(eq(priceRules.clubId, id));
    const base = before.find((row) => row.pricePerHourMinor === 3000 && row.archivedAt === null);
    expect(rows.filter((row) => row.archivedAt === null).map((row) => row.pricePerHourMinor)).toEqual(
      expect.arrayContaining([2800, 3000]),
    );
    expect(rows.find((row) => row.id === base?.id)).toMatchObject({ position: 2, archivedAt: null });
    expect(rows.find((row) => row.pricePerHourMinor === 4000)?.archivedAt).not.toBeNull();
  });

  test('say in a preview what becomes dearer and cheaper, and change nothing', async () => {
    const { id, set, read } = await managed();
    const was = await read();
    const { changes, revision, operationId } = await set(
      { revision: 0, rules: [rule('40.00', { from: '18:00', until: '00:00' }), rule('20.00')] },
      true,
    );
    expect([revision, operationId]).toEqual([0, null]);
    expect(changes.dearer).toBeGreaterThan(0);
    expect(changes.cheaper).toBeGreaterThan(changes.dearer);
    expect(changes.unsold.count).toBe(0);
    expect(changes.changed[0]).toMatchObject({ before: expect.any(Number), after: expect.any(Number) });
    expect(await read()).toEqual(was);
    expect(await priceAtNoon(id)).toBe(4500);
  });

  test('that leave starts unsold are saved once exactly those are acknowledged', async () => {
    const { id, set } = await managed();
    const body = { revision: 0, rules: [rule('30.00', { from: '09:00', until: '12:00' })] };
    const refusal = await set(body).then(
      () => null,
      (error: { code: string; details: { unsold: { hash: string; count: number; cells: unknown[] } } }) =>
        error,
    );
    expect(refusal).toMatchObject({ code: 'conflict', details: { unsold: { count: expect.any(Number) } } });
    expect(await priceAtNoon(id)).toBe(4500);
    const { hash } = refusal?.details.unsold ?? { hash: '' };
    await expect(set({ ...body, acknowledge_unsold: 'another' })).rejects.toMatchObject({ code: 'conflict' });
    const other = { ...body, rules: [rule('30.00', { from: '09:00', until: '11:00' })] };
    await expect(set({ ...other, acknowledge_unsold: hash })).rejects.toMatchObject({ code: 'conflict' });
    expect(await set({ ...body, acknowledge_unsold: hash })).toMatchObject({ revision: 1 });
    expect(await priceAtNoon(id)).toBeNull();
  });

  test('name a category only where the club has it', async () => {
    const { id, set } = await managed();
    const body = { revision: 0, rules: [rule('20.00', { category: 'socios' }), rule('30.00')] };
    await expect(set(body)).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { 'rules.0.category': [expect.any(String)] },
    });
    await db()
      .insert(categories)
      .values({ clubId: id, code: 'socios', name: { es: 'Socios', en: 'Members' }, position: 1 });
    dropCatalogue();
    expect(await set(body)).toMatchObject({ revision: 1 });
  });

  test('name no court of another club', async () => {
    const [{ set }, { courts }] = [await managed(), await managed()];
    await expect(
      set({ revision: 0, rules: [rule('20.00', { court_ids: [courts[0]?.id ?? 0] })] }),
    ).rejects.toMatchObject({ fields: { 'rules.0.court_ids': [expect.any(String)] } });
  });
});

test.each([
  ['a negative price', rule('-1.00'), 'rules.0.price_per_hour'],
  ['13 decimals', rule('1.0000000000001'), 'rules.0.price_per_hour'],
  ['a decimal comma', rule('36,50'), 'rules.0.price_per_hour'],
  ['25:00', rule('30.00', { from: '25:00' }), 'rules.0.from'],
  ['no weekday at all', rule('30.00', { weekdays: [] }), 'rules.0.weekdays'],
  [
    'a season that ends first',
    rule('30.00', { season_from: '2027-02-01', season_until: '2027-01-01' }),
    'rules.0.season_until',
  ],
])('%s is refused at its field', (_what, one, path) => {
  const { error } = priceRulesSchema.safeParse({ revision: 0, rules: [one] });
  expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
});

test('more than 10,000 an hour is refused at its field', async () => {
  const { set } = await managed();
  await expect(set({ revision: 0, rules: [rule('10000.01')] })).rejects.toMatchObject({
    fields: { 'rules.0.price_per_hour': [expect.any(String)] },
  });
});
