import { z } from 'zod';
import {
  replacedSchema,
  replacedShape,
  specialDaysSchema as daysSchema,
} from '@/app/api/v1/_shapes/set-up-shape';
import { requireMay } from '@/lib/auth/permissions';
import { getClub } from '@/lib/catalogue/catalogue';
import { setSpecialDays, specialDaysSchema } from '@/lib/clubs/set-up/set-special-days';
import { specialDayJson } from '@/lib/clubs/set-up/special-days-list';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });
const answered = z.strictObject({ revision: z.int(), days: daysSchema });

export const GET = route(
  {
    auth: 'required',
    params,
    summary: 'The special days of a club, for its staff',
    answer: ok(answered),
  },
  async ({ ctx, params }) => {
    const club = await getClub(params.id);
    requireMay(ctx, club.id, 'seeSetUp');
    return { revision: club.specialDaysRevision, days: club.specialDays.map(specialDayJson) };
  },
);

export const PUT = route(
  {
    auth: 'required',
    params,
    body: specialDaysSchema,
    preview: true,
    limit: 'staffWrite',
    summary: 'Replace the special days of a club; bookings outside them stay and are named',
    answer: ok(answered.extend(replacedSchema)),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => {
    const replaced = await setSpecialDays(ctx, params.id, body);
    return { days: body.days, ...(await replacedShape(ctx, replaced)) };
  },
);

export const { POST, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, PUT });
