import { z } from 'zod';
import type { ReplacedList } from '@/lib/clubs/set-up/replace-list';
import { readItemsJson } from '@/lib/desk/board-item-json';
import { boardItemSchema } from './board-shape';
import { localDate, localTime, spoken } from './members';

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

/** The members that every replaced list of a club answers beside the list. */
export const replacedSchema = {
  revision: z.int(),
  affected: z.array(boardItemSchema).describe('Bookings that stay although they no longer fit.'),
  operation_id: z.uuid().nullable().describe('Null in a preview.'),
};

export const replacedShape = async ({ club, revision, affected, operationId }: ReplacedList) => ({
  revision,
  affected: await readItemsJson(club, affected),
  operation_id: operationId,
});
