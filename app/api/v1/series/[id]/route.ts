import { z } from 'zod';
import { actSchema, actShape } from '@/app/api/v1/_shapes/act-shape';
import { boardItemSchema } from '@/app/api/v1/_shapes/board-shape';
import { moneySchema } from '@/app/api/v1/_shapes/members';
import { seriesChoices, seriesDateSchema } from '@/app/api/v1/_shapes/series-shape';
import { plainInteger } from '@/lib/core/input/plain-number';
import { moneyJson } from '@/lib/core/money';
import { boardItemJson } from '@/lib/desk/board-item-json';
import { changeSeries } from '@/lib/desk/series/change-series';
import { endSeries } from '@/lib/desk/series/end-series';
import { readScope, scopeMembers } from '@/lib/desk/series/lock-series';
import { seriesDateJson } from '@/lib/desk/series/planned-dates';
import { seriesChangesSchema } from '@/lib/desk/series/series-changes';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.uuid() });
const { courtId, startTime, durationMinutes, choices: _, allowPartial, ...same } = seriesChangesSchema.shape;

export const PATCH = route(
  {
    auth: 'required',
    params,
    body: z
      .strictObject({
        ...scopeMembers,
        court_id: courtId,
        start_time: startTime,
        duration: durationMinutes,
        choices: seriesChoices,
        allow_partial: allowPartial,
        ...same,
      })
      .transform(({ court_id, start_time, duration, allow_partial, ...rest }) => ({
        ...rest,
        courtId: court_id,
        startTime: start_time,
        durationMinutes: duration,
        allowPartial: allow_partial,
      })),
    preview: true,
    limit: 'staffWrite',
    summary:
      'Move or rename one date of a series, that and the following, or all to come, or give them other weekdays; all of them or none',
    answer: ok(
      z.strictObject({
        bookings: z.array(boardItemSchema),
        dates: z.array(seriesDateSchema).describe('The dates that weekdays new to the series bring.'),
        refunded: moneySchema.describe('What goes back for the dates that it gives up.'),
        act: actSchema.optional(),
      }),
    ),
    refuses: ['conflict', 'not_bookable'],
  },
  async ({ ctx, params, body: { scope, date, revision, ...changes } }) => {
    const meant = readScope({ seriesId: params.id, scope, date, revision });
    const { club, items, dates, refundMinor, act } = await changeSeries(ctx, meant, changes);
    return {
      bookings: items.map((item) => boardItemJson(club, item)),
      dates: dates.map((one) => seriesDateJson(club, one)),
      refunded: moneyJson(refundMinor, club.currency),
      ...actShape(ctx, act),
    };
  },
);

export const DELETE = route(
  {
    auth: 'required',
    params,
    query: z.object({
      ...scopeMembers,
      revision: plainInteger(0, Number.MAX_SAFE_INTEGER),
      notify: z.stringbool().default(true),
    }),
    preview: true,
    limit: 'staffWrite',
    summary: 'Cancel one date of a series, that and the following, or all to come, each by its policy',
    answer: ok(
      z.strictObject({
        bookings: z.array(boardItemSchema),
        refunded: moneySchema,
        act: actSchema.optional(),
      }),
    ),
    refuses: ['conflict'],
  },
  async ({ ctx, params, query: { notify, ...asked } }) => {
    const meant = readScope({ seriesId: params.id, ...asked });
    const { club, items, refundMinor, act } = await endSeries(ctx, meant, notify);
    return {
      bookings: items.map((item) => boardItemJson(club, item)),
      refunded: moneyJson(refundMinor, club.currency),
      ...actShape(ctx, act),
    };
  },
);

export const { GET, POST, PUT, OPTIONS } = methodNotAllowed({ PATCH, DELETE });
