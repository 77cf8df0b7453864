import { z } from 'zod';
import {
  priceChangesSchema,
  priceChangesShape,
  replacedSchema,
  replacedShape,
  rulesSchema,
} from '@/app/api/v1/_shapes/set-up-shape';
import { requireMay } from '@/lib/auth/permissions';
import { getClub } from '@/lib/catalogue/catalogue';
import { priceRuleJson } from '@/lib/clubs/set-up/price-rules-list';
import { priceRulesSchema, setPriceRules } from '@/lib/clubs/set-up/set-price-rules';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });
const answered = z.strictObject({ revision: z.int(), rules: rulesSchema });

export const GET = route(
  {
    auth: 'required',
    params,
    summary: 'The price rules of a club, for its staff; the first that fits holds',
    answer: ok(answered),
  },
  async ({ ctx, params }) => {
    const club = await getClub(params.id);
    requireMay(ctx, club.id, 'seeSetUp');
    const rules = club.priceRules.map((rule) => priceRuleJson(rule, club.currency));
    return { revision: club.pricesRevision, rules };
  },
);

export const PUT = route(
  {
    auth: 'required',
    params,
    body: priceRulesSchema,
    preview: true,
    limit: 'staffWrite',
    summary: 'Replace the price rules of a club; what is held or sold keeps its price',
    answer: ok(answered.extend({ ...replacedSchema, changes: priceChangesSchema })),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => {
    const replaced = await setPriceRules(ctx, params.id, body);
    const changes = priceChangesShape(replaced.club, replaced.changes);
    return { rules: body.rules, changes, ...(await replacedShape(ctx, replaced)) };
  },
);

export const { POST, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, PUT });
