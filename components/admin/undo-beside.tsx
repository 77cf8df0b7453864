import { UndoForm } from '@/components/planner/bar/undo-form';
import { boardWords } from '@/components/planner/board-words';
import type { FormAction } from '@/components/ui/action-form';
import { may } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { findLastAct } from '@/lib/desk/acts/find-last-act';
import type { Desk } from '@/lib/desk/open-desk';

type Props = { ctx: Context; desk: Desk; undo: FormAction<unknown> };

/** Over a page without a bar of its own, what this person did just now with the seconds to take it back. */
export async function UndoBeside({ ctx, desk: { club, person }, undo }: Props) {
  if (!may(person, club.id, 'seePlanner')) return null;
  const act = await findLastAct(ctx, club.id);
  if (!act) return null;
  const words = await boardWords(club.timeZone);
  return <UndoForm act={act} undo={undo} now={ctx.now.getTime()} where="page" words={words} />;
}
