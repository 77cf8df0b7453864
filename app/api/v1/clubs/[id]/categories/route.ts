import { z } from 'zod';
import {
  categoriesSchema as listSchema,
  replacedSchema,
  replacedShape,
} from '@/app/api/v1/_shapes/set-up-shape';
import { requireMay } from '@/lib/auth/permissions';
import { getClub } from '@/lib/catalogue/catalogue';
import { categoryJson } from '@/lib/clubs/set-up/categories-list';
import { categoriesSchema, setCategories } from '@/lib/clubs/set-up/set-categories';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });
const answered = z.strictObject({ revision: z.int(), categories: listSchema });

export const GET = route(
  {
    auth: 'required',
    params,
    summary: 'The categories of a club’s people, for its staff',
    answer: ok(answered),
  },
  async ({ ctx, params }) => {
    const club = await getClub(params.id);
    requireMay(ctx, club.id, 'seeSetUp');
    return { revision: club.categoriesRevision, categories: club.categories.map(categoryJson) };
  },
);

export const PUT = route(
  {
    auth: 'required',
    params,
    body: categoriesSchema,
    preview: true,
    limit: 'staffWrite',
    summary: 'Replace the categories of a club’s people; bookings stay',
    answer: ok(answered.extend(replacedSchema)),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => {
    const replaced = await setCategories(ctx, params.id, body);
    return { categories: body.categories, ...(await replacedShape(ctx, replaced)) };
  },
);

export const { POST, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, PUT });
