import { z } from 'zod';
import { replacedSchema, replacedShape, seasonsSchema } from '@/app/api/v1/_shapes/set-up-shape';
import { requireMay } from '@/lib/auth/permissions';
import { getClub } from '@/lib/catalogue/catalogue';
import { seasonsOf } from '@/lib/clubs/set-up/opening-hours-list';
import { openingHoursSchema, setOpeningHours } from '@/lib/clubs/set-up/set-opening-hours';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });
const answered = z.strictObject({ revision: z.int(), seasons: seasonsSchema });

export const GET = route(
  {
    auth: 'required',
    params,
    summary: 'The hours of a club, for its staff',
    answer: ok(answered),
  },
  async ({ ctx, params }) => {
    const club = await getClub(params.id);
    requireMay(ctx, club.id, 'seeSetUp');
    return { revision: club.hoursRevision, seasons: seasonsOf(club.openingHours) };
  },
);

export const PUT = route(
  {
    auth: 'required',
    params,
    body: openingHoursSchema,
    preview: true,
    limit: 'staffWrite',
    summary: 'Replace the hours of a club; bookings outside them stay and are named',
    answer: ok(answered.extend(replacedSchema)),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => {
    const replaced = await setOpeningHours(ctx, params.id, body);
    return { seasons: body.seasons, ...(await replacedShape(ctx, replaced)) };
  },
);

export const { POST, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, PUT });
