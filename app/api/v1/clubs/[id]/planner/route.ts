import { z } from 'zod';
import { boardItemSchema, windowSchema } from '@/app/api/v1/_shapes/board-shape';
import { boardItemJson, windowJson } from '@/lib/desk/board-item-json';
import { courtSchema, courtShape } from '@/app/api/v1/_shapes/court-shape';
import { instant, localDate } from '@/app/api/v1/_shapes/members';
import { isoWithOffset } from '@/lib/core/time';
import { getPlanner, getPlannerSchema, type Planner } from '@/lib/desk/get-planner';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });
const { date, view, courtId } = getPlannerSchema.shape;
const query = z
  .object({ date, view, court_id: courtId })
  .transform(({ court_id, ...rest }) => ({ ...rest, courtId: court_id }));

export const GET = route(
  {
    auth: 'required',
    params,
    query,
    summary: 'The board of a club, for its staff: a day, or the seven days from a date',
    answer: ok(
      z.strictObject({
        club_id: z.int(),
        date: localDate,
        timezone: z.string(),
        cursor: z.string().describe('What `planner/changes` takes as `since`, for a day.'),
        opens_at: instant.nullable(),
        closes_at: instant.nullable(),
        courts: z.array(
          courtSchema.omit({ surface: true }).extend({
            windows: z.array(windowSchema),
          }),
        ),
        items: z.array(boardItemSchema),
        tray: z.array(boardItemSchema),
      }),
    ),
  },
  async ({ ctx, params, query }) => plannerShape(await getPlanner(ctx, params.id, query)),
);

function plannerShape({ club, date, cursor, windows, courts, items }: Planner) {
  const at = (ms: number | undefined) => (ms === undefined ? null : isoWithOffset(ms, club.timeZone));
  return {
    club_id: club.id,
    date,
    timezone: club.timeZone,
    cursor,
    opens_at: at(windows[0]?.startsAt),
    closes_at: at(windows.at(-1)?.endsAt),
    courts: courts.map(({ court, windows }) => {
      const { surface: _, ...shown } = courtShape(court);
      return { ...shown, windows: windows.map((window) => windowJson(club, window)) };
    }),
    items: items.map((item) => boardItemJson(club, item)),
    tray: [],
  };
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
