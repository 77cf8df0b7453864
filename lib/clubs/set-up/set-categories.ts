import { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { categoryJson, categorySchema, stillNamed, writeCategories } from './categories-list';
import { refuseRepeated } from './refuse-repeated';
import { type ReplacedList, replaceList } from './replace-list';

/** All categories of a club, in the order in which its pages name them. */
export const categoriesSchema = z.strictObject({
  revision: z.int().min(0),
  categories: z.array(categorySchema).max(30).superRefine(refuseRepeated('code')),
});

/**
 * Replaces the categories of a club. People keep the code of one that goes, and buy as the public until it is back.
 * @throws AppError as `replaceList`; `invalid_input` for a horizon that is shorter than the club's, or when a price rule
 *   names one that goes
 */
export const setCategories = (
  ctx: Context,
  clubIdOrSlug: string,
  { revision, categories }: z.output<typeof categoriesSchema>,
): Promise<ReplacedList> =>
  replaceList(ctx, clubIdOrSlug, 'categories', revision, async (tx, club) => {
    for (const [index, { horizon_days }] of categories.entries()) {
      if (horizon_days === null || horizon_days >= club.horizonDays) continue;
      const field = `categories.${index}.horizon_days`;
      throw refused(field, `must not be less than the ${club.horizonDays} days of the club`);
    }
    const named = stillNamed(club.priceRules, categories);
    if (named !== null) throw refused('categories', `a price rule names ${named}`);
    const written = await writeCategories(tx, club.id, categories);
    return { after: written.map(categoryJson), affected: [] };
  });

const refused = (field: string, message: string) =>
  new AppError('invalid_input', 'These categories cannot be saved.', { fields: { [field]: [message] } });
