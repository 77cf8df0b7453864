import { z } from 'zod';
import {
  extraChangesSchema,
  extraChangesShape,
  extrasSchema as listSchema,
  replacedSchema,
  replacedShape,
} from '@/app/api/v1/_shapes/set-up-shape';
import { requireMay } from '@/lib/auth/permissions';
import { getClub } from '@/lib/catalogue/catalogue';
import { extraJson } from '@/lib/clubs/set-up/extras-list';
import { extrasSchema, setExtras } from '@/lib/clubs/set-up/set-extras';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });
const answered = z.strictObject({ revision: z.int(), extras: listSchema });

export const GET = route(
  { auth: 'required', params, summary: 'The extras of a club, for its staff', answer: ok(answered) },
  async ({ ctx, params }) => {
    const club = await getClub(params.id);
    requireMay(ctx, club.id, 'seeSetUp');
    return {
      revision: club.extrasRevision,
      extras: club.extras.map((extra) => extraJson(extra, club.currency)),
    };
  },
);

export const PUT = route(
  {
    auth: 'required',
    params,
    body: extrasSchema,
    preview: true,
    limit: 'staffWrite',
    summary: 'Replace the extras of a club; what is held or sold keeps its price',
    answer: ok(answered.extend({ ...replacedSchema, changes: extraChangesSchema })),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => {
    const { changes, ...replaced } = await setExtras(ctx, params.id, body);
    return {
      extras: body.extras,
      changes: extraChangesShape(replaced.club, changes),
      ...(await replacedShape(ctx, replaced)),
    };
  },
);

export const { POST, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, PUT });
