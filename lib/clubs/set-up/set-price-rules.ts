import { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { changesOf, type PriceChanges, refuseUnsold } from './price-changes';
import { foreignPart, priceRuleJson, ruleSchema, writeRules } from './price-rules-list';
import { type ReplacedList, replaceList } from './replace-list';

/** All price rules of a club. The first that fits holds. */
export const priceRulesSchema = z.strictObject({
  revision: z.int().min(0),
  rules: z.array(ruleSchema).max(100),
  acknowledge_unsold: z
    .string()
    .max(64)
    .optional()
    .describe('The hash of the starts that are no longer sold, from a preview or a refusal.'),
});

/**
 * Replaces the price rules of a club. Rules are archived, never deleted, and what is held or sold keeps its price.
 * Starts that would no longer be sold must be acknowledged by their hash, but in a preview.
 * @throws AppError as `replaceList`; `conflict` with `unsold`; `invalid_input` for a court of another club, a category
 *   that the club does not have, or an amount that cannot be charged
 */
export async function setPriceRules(
  ctx: Context,
  clubIdOrSlug: string,
  { revision, rules, acknowledge_unsold }: z.output<typeof priceRulesSchema>,
): Promise<ReplacedList & { changes: PriceChanges }> {
  let changes: PriceChanges | undefined;
  const replaced = await replaceList(ctx, clubIdOrSlug, 'price_rules', revision, async (tx, club) => {
    const foreign = foreignPart(club, rules);
    if (foreign) throw refused(foreign);
    const written = await writeRules(tx, club, rules);
    changes = changesOf(club, written, ctx.now.getTime());
    if (!ctx.preview) refuseUnsold(club, changes.unsold, acknowledge_unsold);
    return { after: written.map((rule) => priceRuleJson(rule, club.currency)), affected: [] };
  });
  if (!changes) throw new Error('a list that was replaced was compared');
  return { ...replaced, changes };
}

const refused = ({ field, message }: { field: string; message: string }) =>
  new AppError('invalid_input', 'A price rule names what this club does not have.', {
    fields: { [field]: [message] },
  });
