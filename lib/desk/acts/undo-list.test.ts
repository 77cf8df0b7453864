import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { acts, CLUB_LISTS, priceRules, reservations } from '@/db/schema';
import { getClub } from '@/lib/catalogue/catalogue';
import { documentOf } from '@/lib/clubs/set-up/club-lists';
import { categoriesSchema, setCategories } from '@/lib/clubs/set-up/set-categories';
import { extrasSchema, setExtras } from '@/lib/clubs/set-up/set-extras';
import { openingHoursSchema, setOpeningHours } from '@/lib/clubs/set-up/set-opening-hours';
import { priceRulesSchema, setPriceRules } from '@/lib/clubs/set-up/set-price-rules';
import { setSpecialDays, specialDaysSchema } from '@/lib/clubs/set-up/set-special-days';
import type { Context } from '@/lib/core/context';
import { HOUR_MS } from '@/lib/core/time';
import { staffOf } from '@/test/at-desk';
import { makeClub, makeCourt, makeReservation } from '@/test/factories';
import { findLastAct } from './find-last-act';
import { undoAct } from './undo-act';

const named = { es: 'Una', en: 'One' };
const rule = (price_per_hour: string, conditions: object = {}) => ({
  name: named,
  price_per_hour,
  ...conditions,
});

/** How each list is replaced once more by another. */
const REPLACE = {
  opening_hours: (ctx: Context, club: string, revision: number) =>
    setOpeningHours(
      ctx,
      club,
      openingHoursSchema.parse({
        revision,
        seasons: [{ days: [{ weekday: 1 + revision, opens: '10:00', closes: '12:00' }] }],
      }),
    ),
  special_days: (ctx: Context, club: string, revision: number) =>
    setSpecialDays(
      ctx,
      club,
      specialDaysSchema.parse({
        revision,
        days: [{ date: `2027-01-0${1 + revision}`, closed: true, holiday: true, windows: [] }],
      }),
    ),
  price_rules: (ctx: Context, club: string, revision: number) =>
    setPriceRules(ctx, club, priceRulesSchema.parse({ revision, rules: [rule(`${20 + revision}.00`)] })),
  categories: (ctx: Context, club: string, revision: number) =>
    setCategories(
      ctx,
      club,
      categoriesSchema.parse({ revision, categories: [{ code: `c${revision}`, name: named }] }),
    ),
  extras: (ctx: Context, club: string, revision: number) =>
    setExtras(
      ctx,
      club,
      extrasSchema.parse({
        revision,
        extras: [{ code: 'racket', name: named, price: `${3 + revision}.00` }],
      }),
    ),
};

async function managed() {
  const club = await makeClub();
  const court = await makeCourt({ clubId: club.id });
  return { id: club.id, court, ctx: await staffOf(club.id, 'manager') };
}

describe.each(CLUB_LISTS)('%s', (list) => {
  test('are what they were before, within a day and once', async () => {
    const { id, ctx } = await managed();
    await REPLACE[list](ctx, String(id), 0);
    const { revision: _, ...before } = documentOf(await getClub(id), list);
    const { act } = await REPLACE[list](ctx, String(id), 1);
    expect(act.undoUntil.getTime() - Date.now()).toBeGreaterThan(23.9 * HOUR_MS);
    expect(documentOf(await getClub(id), list)).not.toMatchObject(before);
    await undoAct(ctx, act.id);
    expect(documentOf(await getClub(id), list)).toEqual({ revision: 3, ...before });
    await expect(undoAct(ctx, act.id)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('stay when somebody replaced them since', async () => {
    const { id, ctx } = await managed();
    const { act } = await REPLACE[list](ctx, String(id), 0);
    await REPLACE[list](ctx, String(id), 1);
    const now = documentOf(await getClub(id), list);
    await expect(undoAct(ctx, act.id)).rejects.toMatchObject({ code: 'conflict', details: { current: now } });
    expect(documentOf(await getClub(id), list)).toEqual(now);
  });
});

test('an undo after a day is refused', async () => {
  const { id, ctx } = await managed();
  const { act } = await REPLACE.price_rules(ctx, String(id), 0);
  await db()
    .update(acts)
    .set({ undoUntil: new Date(Date.now() - 1000) })
    .where(eq(acts.id, act.id));
  await expect(undoAct(ctx, act.id)).rejects.toMatchObject({ code: 'conflict' });
});

test('prices that come back name no category that is gone', async () => {
  const { id, ctx } = await managed();
  await REPLACE.categories(ctx, String(id), 0);
  const rules = [rule('20.00', { category: 'c0' }), rule('30.00')];
  await setPriceRules(ctx, String(id), priceRulesSchema.parse({ revision: 0, rules }));
  const { act } = await REPLACE.price_rules(ctx, String(id), 1);
  await REPLACE.categories(ctx, String(id), 1);
  await expect(undoAct(ctx, act.id)).rejects.toMatchObject({ code: 'conflict' });
});

test('what was sold keeps its price and its rule, whatever becomes of the list', async () => {
  const { id, court, ctx } = await managed();
  const [first] = await db().select().from(priceRules).where(eq(priceRules.clubId, id));
  const booking = await makeReservation({ courtId: court.id, clubId: id, priceMinor: 4500 });
  const { act } = await REPLACE.price_rules(ctx, String(id), 0);
  await undoAct(ctx, act.id);
  const [row] = await db().select().from(reservations).where(eq(reservations.id, booking.id));
  expect(row).toMatchObject({ priceMinor: 4500, revision: booking.revision });
  const rows = await db().select().from(priceRules).where(eq(priceRules.clubId, id));
  expect(rows.map((one) => one.id)).toContain(first?.id);
});

test('the desk is not offered it among its own acts', async () => {
  const { id, ctx } = await managed();
  await REPLACE.price_rules(ctx, String(id), 0);
  expect(await findLastAct(ctx, id)).toBeNull();
});
