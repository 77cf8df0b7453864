import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { priceRules } from '@/db/schema';
import type { Club, PriceRuleRow } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { amountOf, askedAmount } from '@/lib/core/input/asked-amount';
import { askedTime } from '@/lib/core/input/asked-time';
import { keptName } from '@/lib/core/input/kept-text';
import { toDecimal } from '@/lib/core/money';
import { isLocalDate, isoWithOffset, parseLocalTime } from '@/lib/core/time';
import { changedPrices, type PriceCell } from './compare-prices';
import { type ReplacedList, replaceList } from './replace-list';
import { clockTime } from './wall-window';

/** So many of the changed starts are shown. */
const SHOWN = 200;

const localDate = z.string().refine(isLocalDate, 'must be a real date, YYYY-MM-DD');
const ruleSchema = z
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
    category: z
      .string()
      .regex(/^[a-z0-9_-]{1,40}$/)
      .nullable()
      .default(null),
    durations: z.array(z.int().min(15).max(240)).min(1).max(8).nullable().default(null).describe('Minutes.'),
    price_per_hour: askedAmount,
  })
  .refine(({ season_from, season_until }) => !season_from || !season_until || season_from <= season_until, {
    path: ['season_until'],
    error: 'must not be before season_from',
  });
type Rule = z.output<typeof ruleSchema>;

/** All price rules of a club. The first that fits holds. */
export const priceRulesSchema = z.strictObject({
  revision: z.int().min(0),
  rules: z.array(ruleSchema).max(100),
  acknowledge_unsold: z
    .string()
    .max(64)
    .optional()
    .describe('The hash of the starts that are no longer sold, from a preview or a refusal.'),
});

/** What new rules change for the public within fourteen days, in starts of a court and a length. */
export type PriceChanges = {
  dearer: number;
  cheaper: number;
  newlySold: number;
  unsold: { hash: string; count: number; cells: readonly PriceCell[] };
  /** The first of those that become dearer or cheaper. */
  changed: readonly PriceCell[];
};

/**
 * Replaces the price rules of a club. Rules are archived, never deleted, and what is held or sold keeps its price.
 * Starts that would no longer be sold must be acknowledged by their hash, but in a preview.
 * @throws AppError as `replaceList`; `conflict` with `unsold`; `invalid_input` for a court of another club, a category
 *   that the club does not have, or an amount that cannot be charged
 */
export async function setPriceRules(
  ctx: Context,
  clubIdOrSlug: string,
  { revision, rules, acknowledge_unsold }: z.output<typeof priceRulesSchema>,
): Promise<ReplacedList & { changes: PriceChanges }> {
  let changes: PriceChanges | undefined;
  const replaced = await replaceList(ctx, clubIdOrSlug, 'price_rules', revision, async (tx, club) => {
    const wanted = rules.map((rule, index) => columnsOf(club, rule, index));
    const written = await write(tx, club.id, wanted);
    changes = changesOf(club, written, ctx.now.getTime());
    if (!ctx.preview) refuseUnsold(club, changes.unsold, acknowledge_unsold);
    const json = (some: readonly PriceRuleRow[]) => some.map((rule) => priceRuleJson(rule, club.currency));
    return { before: json(club.priceRules), after: json(written), affected: [] };
  });
  if (!changes) throw new Error('a list that was replaced was compared');
  return { ...replaced, changes };
}

type Columns = Omit<typeof priceRules.$inferInsert, 'clubId' | 'position'>;

function columnsOf(club: Club, rule: Rule, index: number): Columns {
  const at = `rules.${index}`;
  const foreign = rule.court_ids?.find((id) => !club.courts.some((court) => court.id === id));
  if (foreign !== undefined) throw refused(`${at}.court_ids`, 'must be courts of the club');
  if (rule.category !== null && !club.categories.some(({ code }) => code === rule.category)) {
    throw refused(`${at}.category`, 'must be a category of the club');
  }
  return {
    name: rule.name,
    courtIds: sorted(rule.court_ids),
    weekdays: sorted(rule.weekdays),
    fromMinute: rule.from === null ? null : parseLocalTime(rule.from),
    untilMinute: rule.until === null ? null : parseLocalTime(rule.until),
    seasonFrom: rule.season_from,
    seasonUntil: rule.season_until,
    onHolidays: rule.holidays,
    durationsMinutes: sorted(rule.durations),
    category: rule.category,
    pricePerHourMinor: amountOf(`${at}.price_per_hour`, rule.price_per_hour, club.currency),
  };
}

const refused = (field: string, message: string) =>
  new AppError('invalid_input', 'A price rule names what this club does not have.', {
    fields: { [field]: [message] },
  });

const sorted = (numbers: readonly number[] | null): number[] | null =>
  numbers && [...new Set(numbers)].toSorted((a, b) => a - b);

/** A rule that stays as it was keeps its row, which bookings name. */
async function write(tx: Tx, clubId: number, wanted: readonly Columns[]): Promise<PriceRuleRow[]> {
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
  'pricePerHourMinor',
] as const;

const isSame = (row: PriceRuleRow, columns: Columns): boolean =>
  COMPARED.every((name) => isDeepStrictEqual(row[name] ?? null, columns[name] ?? null));

function changesOf(club: Club, after: readonly PriceRuleRow[], nowMs: number): PriceChanges {
  const cells = changedPrices(club, { before: club.priceRules, after }, nowMs);
  const unsold = cells.filter((cell) => cell.after === null);
  const changed = cells.filter((cell) => cell.before !== null && cell.after !== null);
  const dearer = changed.filter((cell) => (cell.after ?? 0) > (cell.before ?? 0));
  return {
    dearer: dearer.length,
    cheaper: changed.length - dearer.length,
    newlySold: cells.filter((cell) => cell.before === null).length,
    unsold: { hash: hashOf(unsold), count: unsold.length, cells: unsold.slice(0, SHOWN) },
    changed: changed.slice(0, SHOWN),
  };
}

const hashOf = (cells: readonly PriceCell[]): string =>
  createHash('sha256')
    .update(cells.map(({ courtId, startsAt, minutes }) => `${courtId} ${startsAt} ${minutes}`).join('\n'))
    .digest('base64url')
    .slice(0, 22);

function refuseUnsold(club: Club, unsold: PriceChanges['unsold'], acknowledged: string | undefined): void {
  if (unsold.count === 0 || acknowledged === unsold.hash) return;
  throw new AppError(
    'conflict',
    'These rules leave starts without a price: acknowledge that they are not sold.',
    {
      details: {
        unsold: { ...unsold, cells: unsold.cells.map((cell) => priceCellJson(club, cell)) },
      },
    },
  );
}

/** A changed start as the API writes it. */
const priceCellJson = (
  { timeZone, currency }: Pick<Club, 'timeZone' | 'currency'>,
  { courtId, startsAt, minutes, before, after }: PriceCell,
) => ({
  court_id: courtId,
  starts_at: isoWithOffset(startsAt, timeZone),
  duration: minutes,
  before: before === null ? null : toDecimal(before, currency),
  after: after === null ? null : toDecimal(after, currency),
});

/** A rule as the API writes it. */
export const priceRuleJson = (rule: PriceRuleRow, currency: string): Rule => ({
  name: rule.name,
  court_ids: rule.courtIds,
  weekdays: rule.weekdays,
  from: rule.fromMinute === null ? null : clockTime(rule.fromMinute),
  until: rule.untilMinute === null ? null : clockTime(rule.untilMinute % 1440),
  season_from: rule.seasonFrom,
  season_until: rule.seasonUntil,
  holidays: rule.onHolidays,
  category: rule.category,
  durations: rule.durationsMinutes,
  price_per_hour: toDecimal(rule.pricePerHourMinor, currency),
});
