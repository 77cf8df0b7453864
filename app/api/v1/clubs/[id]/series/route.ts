import { z } from 'zod';
import { actSchema, actShape } from '@/app/api/v1/_shapes/act-shape';
import { boardItemSchema } from '@/app/api/v1/_shapes/board-shape';
import {
  seriesChoices,
  seriesDateSchema,
  seriesSchema,
  seriesShape,
} from '@/app/api/v1/_shapes/series-shape';
import { readItemsJson } from '@/lib/desk/board-item-json';
import { createSeries } from '@/lib/desk/series/create-series';
import { listSeries } from '@/lib/desk/series/list-series';
import { seriesDateJson } from '@/lib/desk/series/planned-dates';
import { createSeriesSchema } from '@/lib/desk/series/read-series-wish';
import { created, ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { json, route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });

export const GET = route(
  {
    auth: 'required',
    params,
    summary: 'The series of a club that have something to come, the next one first',
    answer: ok(z.strictObject({ series: z.array(seriesSchema) })),
  },
  async ({ ctx, params }) => {
    const { club, series } = await listSeries(ctx, params.id);
    return { series: series.map((one) => seriesShape(club, one)) };
  },
);

const {
  courtId,
  everyWeeks,
  startTime,
  durationMinutes,
  customerId,
  choices: _,
  allowPartial,
  ...same
} = createSeriesSchema.shape;
const body = z
  .strictObject({
    ...same,
    court_id: courtId,
    every_weeks: everyWeeks,
    start_time: startTime,
    duration: durationMinutes,
    customer_id: customerId,
    choices: seriesChoices,
    allow_partial: allowPartial,
  })
  .transform(({ court_id, every_weeks, start_time, duration, customer_id, allow_partial, ...rest }) => ({
    ...rest,
    courtId: court_id,
    everyWeeks: every_weeks,
    startTime: start_time,
    durationMinutes: duration,
    customerId: customer_id,
    allowPartial: allow_partial,
  }));

export const POST = route(
  {
    auth: 'required',
    params,
    body,
    preview: true,
    limit: 'staffWrite',
    summary: 'Book or block a court again and again, all dates at once; a preview names the conflicts',
    answer: created(
      z.strictObject({
        id: z.uuid().nullable().describe('Null in a preview.'),
        dates: z.array(seriesDateSchema),
        bookings: z.array(boardItemSchema),
        act: actSchema.optional(),
      }),
    ),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => {
    const { club, dates, written } = await createSeries(ctx, params.id, body);
    return json(
      {
        id: written?.seriesId ?? null,
        dates: dates.map((one) => seriesDateJson(club, one)),
        bookings: await readItemsJson(club, written?.bookingIds ?? []),
        ...(written && actShape(ctx, written.act)),
      },
      201,
    );
  },
);

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
