import { z } from 'zod';
import type { ClubExtra } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { compareExtras, type ExtraChange } from './compare-extras';
import { extraJson, extraSchema, writeExtras } from './extras-list';
import { refuseRepeated } from './refuse-repeated';
import { type ReplacedList, replaceList } from './replace-list';

/** All extras of a club, in the order in which its pages name them. */
export const extrasSchema = z.strictObject({
  revision: z.int().min(0),
  extras: z.array(extraSchema).max(20).superRefine(refuseRepeated('code')),
});

/**
 * Replaces the extras of a club. What is held or sold keeps its extras and their prices.
 * @throws AppError as `replaceList`; `invalid_input` for an amount that cannot be charged
 */
export async function setExtras(
  ctx: Context,
  clubIdOrSlug: string,
  { revision, extras }: z.output<typeof extrasSchema>,
): Promise<ReplacedList & { changes: ExtraChange[] }> {
  let before: readonly ClubExtra[] = [];
  let after: readonly ClubExtra[] = [];
  const replaced = await replaceList(ctx, clubIdOrSlug, 'extras', revision, async (tx, club) => {
    before = club.extras;
    after = await writeExtras(tx, club, extras);
    return { after: after.map((extra) => extraJson(extra, club.currency)), affected: [] };
  });
  return { ...replaced, changes: compareExtras(before, after) };
}
