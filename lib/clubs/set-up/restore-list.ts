import { z } from 'zod';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import type { ActChange, ClubList } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { LISTS } from './club-lists';
import { lockClub, recordReplaced } from './replace-list';

const replacedSchema = z.object({ items: z.array(z.unknown()) });

/**
 * Makes a list of a club what it was before an act that replaced it.
 * @throws AppError `conflict` when it was replaced since (with `current`), or when it names what is gone by now
 */
export async function restoreList(
  tx: Tx,
  after: After,
  ctx: Context,
  act: { id: string; clubId: number },
  list: ClubList,
  { before, revision }: ActChange,
): Promise<void> {
  const club = await lockClub(tx, act.clubId, list, revision ?? 0);
  const { items } = replacedSchema.parse(before);
  await LISTS[list].restore(tx, club, items);
  await recordReplaced(tx, after, ctx, club, list, {
    before: LISTS[list].read(club),
    after: items,
    undo_of: act.id,
  });
}
