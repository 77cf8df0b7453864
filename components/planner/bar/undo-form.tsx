import { Undo2 } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { UndoAction } from '@/components/admin/undo-action';
import { insteadOf, undoWords } from '@/components/admin/undo-words';
import type { FormAction } from '@/components/ui/action-form';
import { button } from '@/components/ui/button';
import { inLocale } from '@/lib/core/i18n/navigation';
import type { BoardItem } from '@/lib/desk/board-item';
import type { LastAct } from '@/lib/desk/acts/find-last-act';
import type { BoardWords } from '@/components/planner/board-words';
import { nameOf } from '@/components/planner/item-name';
import { UndoToast } from './undo-toast';

type Props = {
  act: LastAct | null;
  undo: FormAction<unknown>;
  now: number;
  /** The planner's bar also keeps a button for what is not in haste. */
  where: 'bar' | 'page';
  /** Where a booking opens, without the language. */
  hrefOf: (item: BoardItem) => string;
  words: BoardWords;
};

/** What is undone in haste floats over the board with its seconds. The rest waits in the bar. */
const HASTE_MS = 2 * 60_000;

/**
 * Takes back what this person did last, in words. Without scripts it is a button like any other. It stays on the page
 * without an act, since the answer to a press that came too late outlives it.
 */
export async function UndoForm({ act: last, undo, now, where, hrefOf, words }: Props) {
  const { t, locale } = words;
  const totalMs = last === null ? 0 : last.undoUntil.getTime() - last.doneAt.getTime();
  const act = where === 'page' && totalMs > HASTE_MS ? null : last;
  const what = act === null ? '' : whatOf(act, words);
  return (
    <UndoAction
      undo={undo}
      act={act && { id: act.id, instead: await insteadHere(act) }}
      words={await undoWords()}
      className="pointer-events-none fixed inset-x-4 bottom-20 z-40 grid justify-items-center gap-2 empty:hidden md:bottom-6"
      bar={
        where === 'bar' && (
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
        )
      }
    >
      {act && totalMs <= HASTE_MS && (
        <UndoToast
          key={act.id}
          done={what}
          untold={t('untold')}
          undo={t('undo')}
          remainingMs={act.undoUntil.getTime() - now}
          totalMs={totalMs}
        />
      )}
    </UndoAction>
  );

  async function insteadHere({ kind, item }: LastAct) {
    const label = (await getTranslations('undo'))('open');
    return {
      text: await insteadOf(kind),
      open: item && { href: inLocale(hrefOf(item), locale), label },
    };
  }
}

/** Several bookings are told by their number. */
function whatOf({ kind, item, count }: LastAct, words: BoardWords): string {
  const { t } = words;
  if (count > 1 && (kind === 'cancel' || kind === 'book')) return t(`acts_${kind}`, { count });
  return t(`act_${kind}`, { name: item ? nameOf(item, words) : '' });
}
