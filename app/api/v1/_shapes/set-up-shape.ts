import { z } from 'zod';
import type { Club } from '@/lib/catalogue/catalogue';
import type { ExtraChange } from '@/lib/clubs/set-up/compare-extras';
import { type PriceChanges, priceCellJson, unsoldJson } from '@/lib/clubs/set-up/price-changes';
import type { ReplacedList } from '@/lib/clubs/set-up/replace-list';
import { readItemsJson } from '@/lib/desk/board-item-json';
import type { Context } from '@/lib/core/context';
import { toDecimal } from '@/lib/core/money';
import { actSchema, actShape } from './act-shape';
import { boardItemSchema } from './board-shape';
import { decimal, instant, localDate, localTime, spoken } from './members';

const windowSchema = z.strictObject({
  opens: localTime,
  closes: localTime.describe('Not after `opens` is on the next day. `24:00` is midnight.'),
});

/** The week without dates, and the seasons over it. */
export const seasonsSchema = z.array(
  z.strictObject({
    valid_from: localDate.nullable(),
    valid_until: localDate.nullable(),
    days: z.array(windowSchema.extend({ weekday: z.int().min(1).max(7).describe('1 is Monday.') })),
  }),
);

export const specialDaysSchema = z.array(
  z.strictObject({
    date: localDate,
    name: spoken.nullable(),
    closed: z.boolean(),
    holiday: z.boolean(),
    windows: z.array(windowSchema),
  }),
);

export const rulesSchema = z.array(
  z.strictObject({
    name: spoken,
    court_ids: z.array(z.int()).nullable(),
    weekdays: z.array(z.int().min(1).max(7)).nullable(),
    from: localTime.nullable(),
    until: localTime.nullable().describe('Not after `from` is on the next day.'),
    season_from: localDate.nullable(),
    season_until: localDate.nullable(),
    holidays: z.boolean().nullable().describe('True for public holidays alone, false for other days.'),
    category: z.string().nullable(),
    durations: z.array(z.int()).nullable(),
    prime: z.boolean().describe('What it prices counts as prime time for quotas.'),
    price_per_hour: decimal,
  }),
);

const changedCellSchema = z.strictObject({
  court_id: z.int(),
  starts_at: instant,
  duration: z.int(),
  before: decimal.nullable(),
  after: decimal.nullable(),
});

/** What new price rules change for the public within fourteen days. */
export const priceChangesSchema = z.strictObject({
  dearer: z.int(),
  cheaper: z.int(),
  newly_sold: z.int(),
  unsold: z.strictObject({
    hash: z.string().describe('Send it as `acknowledge_unsold`.'),
    count: z.int(),
    cells: z.array(changedCellSchema),
  }),
  changed: z.array(changedCellSchema).describe('The first of those that become dearer or cheaper.'),
});

export const priceChangesShape = (club: Club, changes: PriceChanges) => ({
  dearer: changes.dearer,
  cheaper: changes.cheaper,
  newly_sold: changes.newlySold,
  unsold: unsoldJson(club, changes.unsold),
  changed: changes.changed.map((cell) => priceCellJson(club, cell)),
});

export const categoriesSchema = z.array(
  z.strictObject({
    code: z.string(),
    name: spoken,
    horizon_days: z.int().nullable().describe('Null is the club’s.'),
    max_upcoming: z.int().nullable().describe('Null is without a limit.'),
    max_prime_per_week: z.int().nullable().describe('Null is without a limit.'),
  }),
);

export const extrasSchema = z.array(z.strictObject({ code: z.string(), name: spoken, price: decimal }));

/** The extras whose price changes. */
export const extraChangesSchema = z.array(
  z.strictObject({
    code: z.string(),
    name: spoken,
    before: decimal.nullable().describe('Null before it is sold.'),
    after: decimal.nullable().describe('Null once it is no longer sold.'),
  }),
);

export const extraChangesShape = ({ currency }: Club, changes: readonly ExtraChange[]) =>
  changes.map(({ before, after, ...named }) => ({
    ...named,
    before: before === null ? null : toDecimal(before, currency),
    after: after === null ? null : toDecimal(after, currency),
  }));

/** The members that every replaced list of a club answers beside the list. */
export const replacedSchema = {
  revision: z.int(),
  affected: z.array(boardItemSchema).describe('Bookings that stay although they no longer fit.'),
  operation_id: z.uuid().nullable().describe('Null in a preview.'),
  act: actSchema.optional().describe('Not in a preview.'),
};

export const replacedShape = async (
  ctx: Context,
  { club, revision, affected, operationId, act }: ReplacedList,
) => ({
  revision,
  affected: await readItemsJson(club, affected),
  operation_id: operationId,
  ...actShape(ctx, act),
});
