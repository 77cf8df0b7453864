import { UndoForm } from '@/components/planner/bar/undo-form';
import { boardWords } from '@/components/planner/board-words';
import { deskPath } from './desk-pages';
import type { FormAction } from '@/components/ui/action-form';
import { may } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { localDateOf } from '@/lib/core/time';
import { findLastAct } from '@/lib/desk/acts/find-last-act';
import type { BoardItem } from '@/lib/desk/board-item';
import type { Desk } from '@/lib/desk/open-desk';

type Props = { ctx: Context; desk: Desk; asked: string; undo: FormAction<unknown> };

/** Over a page without a bar of its own, what this person did just now with the seconds to take it back. */
export async function UndoBeside({ ctx, desk: { club, person }, asked, undo }: Props) {
  if (!may(person, club.id, 'seePlanner')) return null;
  const [act, words] = await Promise.all([findLastAct(ctx, club.id), boardWords(club.timeZone)]);
  const hrefOf = ({ id, startsAt }: BoardItem) => {
    const query = new URLSearchParams({ date: localDateOf(startsAt, club.timeZone), booking: id });
    return `${deskPath(asked, 'planner')}?${query}`;
  };
  return (
    <UndoForm act={act} undo={undo} now={ctx.now.getTime()} where="page" hrefOf={hrefOf} words={words} />
  );
}
