import { isDeepStrictEqual } from 'node:util';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { priceRules } from '@/db/schema';
import type { Club, PriceRuleRow } from '@/lib/catalogue/catalogue';
import { amountOf, askedAmount } from '@/lib/core/input/asked-amount';
import { askedTime } from '@/lib/core/input/asked-time';
import { keptName } from '@/lib/core/input/kept-text';
import { plainCode } from '@/lib/core/input/plain-code';
import { toDecimal } from '@/lib/core/money';
import { isLocalDate, parseLocalTime } from '@/lib/core/time';
import { clockTime, MIDNIGHT } from './wall-window';

const localDate = z.string().refine(isLocalDate, 'must be a real date, YYYY-MM-DD');

/** A price an hour, and when it holds. A condition that is left out matches everything. */
export const ruleSchema = z
  .strictObject({
    name: z.strictObject({ es: keptName(80), en: keptName(80) }),
    court_ids: z.array(z.int()).min(1).max(200).nullable().default(null),
    weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).nullable().default(null),
    from: askedTime.nullable().default(null),
    until: askedTime.nullable().default(null),
    season_from: localDate.nullable().default(null),
    season_until: localDate.nullable().default(null),
    holidays: z
      .boolean()
      .nullable()
      .default(null)
      .describe('True for public holidays alone, false for other days.'),
    category: plainCode.nullable().default(null),
    durations: z.array(z.int().min(15).max(240)).min(1).max(8).nullable().default(null).describe('Minutes.'),
    prime: z.boolean().default(false).describe('What it prices counts as prime time for quotas.'),
    price_per_hour: askedAmount,
  })
  .refine(({ season_from, season_until }) => !season_from || !season_until || season_from <= season_until, {
    path: ['season_until'],
    error: 'must not be before season_from',
  });
export type Rule = z.output<typeof ruleSchema>;
type Columns = Omit<typeof priceRules.$inferInsert, 'clubId' | 'position'>;

/**
 * Writes the price rules of a club in place of all that it had. A rule that stays as it was keeps its row, which
 * bookings name; the others are archived.
 * @throws AppError `invalid_input` for an amount that cannot be charged
 */
export async function writeRules(
  tx: Tx,
  { id: clubId, currency }: Pick<Club, 'id' | 'currency'>,
  rules: readonly Rule[],
): Promise<PriceRuleRow[]> {
  const wanted = rules.map((rule, index) => columnsOf(rule, index, currency));
  const active = and(eq(priceRules.clubId, clubId), isNull(priceRules.archivedAt));
  const left = await tx.select().from(priceRules).where(active).orderBy(priceRules.position);
  const kept = wanted.map((columns) => {
    const index = left.findIndex((row) => isSame(row, columns));
    return index === -1 ? null : (left.splice(index, 1)[0] ?? null);
  });
  if (left.length > 0) {
    const gone = left.map(({ id }) => id);
    await tx.update(priceRules).set({ archivedAt: sql`now()` }).where(inArray(priceRules.id, gone));
  }
  // Positions are unique, so those that stay make room first.
  await tx
    .update(priceRules)
    .set({ position: sql`${priceRules.position} + 10000` })
    .where(active);
  for (const [index, columns] of wanted.entries()) {
    const position = index + 1;
    const row = kept[index];
    if (row) await tx.update(priceRules).set({ position }).where(eq(priceRules.id, row.id));
    else await tx.insert(priceRules).values({ ...columns, clubId, position });
  }
  return tx.select().from(priceRules).where(active).orderBy(priceRules.position);
}

const columnsOf = (rule: Rule, index: number, currency: string): Columns => ({
  name: rule.name,
  courtIds: sorted(rule.court_ids),
  weekdays: sorted(rule.weekdays),
  fromMinute: rule.from === null ? null : parseLocalTime(rule.from),
  untilMinute: rule.until === null ? null : parseLocalTime(rule.until) || MIDNIGHT,
  seasonFrom: rule.season_from,
  seasonUntil: rule.season_until,
  onHolidays: rule.holidays,
  durationsMinutes: sorted(rule.durations),
  category: rule.category,
  prime: rule.prime,
  pricePerHourMinor: amountOf(`rules.${index}.price_per_hour`, rule.price_per_hour, currency),
});

const sorted = (numbers: readonly number[] | null): number[] | null =>
  numbers && [...new Set(numbers)].toSorted((a, b) => a - b);

const COMPARED = [
  'name',
  'courtIds',
  'weekdays',
  'fromMinute',
  'untilMinute',
  'seasonFrom',
  'seasonUntil',
  'onHolidays',
  'durationsMinutes',
  'category',
  'prime',
  'pricePerHourMinor',
] as const;

const isSame = (row: PriceRuleRow, columns: Columns): boolean =>
  COMPARED.every((name) => isDeepStrictEqual(row[name] ?? null, columns[name] ?? null));

/** A rule as the API writes it. */
export const priceRuleJson = (rule: PriceRuleRow, currency: string): Rule => ({
  name: rule.name,
  court_ids: rule.courtIds,
  weekdays: rule.weekdays,
  from: rule.fromMinute === null ? null : clockTime(rule.fromMinute),
  until: rule.untilMinute === null ? null : clockTime(rule.untilMinute % MIDNIGHT),
  season_from: rule.seasonFrom,
  season_until: rule.seasonUntil,
  holidays: rule.onHolidays,
  category: rule.category,
  durations: rule.durationsMinutes,
  prime: rule.prime,
  price_per_hour: toDecimal(rule.pricePerHourMinor, currency),
});

/** The first rule that names a court or a category which the club does not have, and the field that names it. */
export function foreignPart(
  { courts, categories }: Pick<Club, 'courts' | 'categories'>,
  rules: readonly Rule[],
): { field: string; message: string } | null {
  for (const [index, { court_ids, category }] of rules.entries()) {
    if (court_ids?.some((id) => !courts.some((court) => court.id === id)))
      return { field: `rules.${index}.court_ids`, message: 'must be courts of the club' };
    if (category !== null && !categories.some(({ code }) => code === category))
      return { field: `rules.${index}.category`, message: 'must be a category of the club' };
  }
  return null;
}
