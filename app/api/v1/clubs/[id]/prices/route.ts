import { z } from 'zod';
import { decimal, localTime, spoken } from '@/app/api/v1/_shapes/members';
import { listPrices, listPricesSchema } from '@/lib/clubs/set-up/list-prices';
import { toDecimal } from '@/lib/core/money';
import { localTime as wallTime } from '@/lib/core/time';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });
const cell = z.strictObject({
  court_id: z.int(),
  start_time: localTime,
  price: decimal.nullable().describe('Null is not sold.'),
  rule: z
    .strictObject({ position: z.int(), name: spoken })
    .nullable()
    .describe('What decides the first minute.'),
});

export const GET = route(
  {
    auth: 'required',
    params,
    query: listPricesSchema,
    summary: 'What each court and start of a date costs, and by which rule, for the staff of a club',
    answer: ok(z.strictObject({ cells: z.array(cell) })),
  },
  async ({ ctx, params, query }) => {
    const { club, cells } = await listPrices(ctx, params.id, query);
    return {
      cells: cells.map(({ courtId, startsAt, priceMinor, rules: [rule] }) => ({
        court_id: courtId,
        start_time: wallTime(startsAt, club.timeZone),
        price: priceMinor === null ? null : toDecimal(priceMinor, club.currency),
        rule: rule ? { position: rule.position, name: rule.name } : null,
      })),
    };
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
