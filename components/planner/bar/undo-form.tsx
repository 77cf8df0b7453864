import { Undo2 } from 'lucide-react';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { button } from '@/components/ui/button';
import type { LastAct } from '@/lib/desk/acts/find-last-act';
import type { BoardWords } from '@/components/planner/board-words';
import { nameOf } from '@/components/planner/item-name';
import { UndoToast } from './undo-toast';

type Props = {
  act: LastAct;
  undo: FormAction<unknown>;
  now: number;
  /** The planner's bar also keeps a button for what is not in haste. */
  where: 'bar' | 'page';
  words: BoardWords;
};

/** What is undone in haste floats over the board with its seconds. The rest waits in the bar. */
const HASTE_MS = 2 * 60_000;

/** Takes back what this person did last, in words. Without scripts it is a button like any other. */
export async function UndoForm({ act, undo, now, where, words }: Props) {
  const { t } = words;
  const what = whatOf(act, words);
  const totalMs = act.undoUntil.getTime() - act.doneAt.getTime();
  if (where === 'page' && totalMs > HASTE_MS) return null;
  return (
    <ActionForm
      key={act.id}
      action={undo}
      words={await errorWords({ conflict: t('undoTooLate'), slot_taken: t('undoTaken') })}
      className="contents"
    >
      <input type="hidden" name="actId" value={act.id} />
      {where === 'bar' && (
        <button
          type="submit"
          data-key="z"
          title={t('lastAct', { what })}
          className={button({ look: 'secondary', size: 'dense', className: 'max-w-52 max-md:hidden' })}
        >
          <Undo2 aria-hidden className="size-4 shrink-0" />
          {/* A bar that wraps would push the board down under the hand. */}
          <span className="truncate max-2xl:sr-only">{t('lastAct', { what })}</span>
        </button>
      )}
      {totalMs <= HASTE_MS && (
        <UndoToast
          done={what}
          untold={t('untold')}
          undo={t('undo')}
          remainingMs={act.undoUntil.getTime() - now}
          totalMs={totalMs}
        />
      )}
    </ActionForm>
  );
}

/** Several bookings are told by their number. */
function whatOf({ kind, item, count }: LastAct, words: BoardWords): string {
  const { t } = words;
  if (count > 1 && (kind === 'cancel' || kind === 'book')) return t(`acts_${kind}`, { count });
  return t(`act_${kind}`, { name: item ? nameOf(item, words) : '' });
}
