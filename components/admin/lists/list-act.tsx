import { Undo2 } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { UndoAction } from '@/components/admin/undo-action';
import { insteadOf, undoWords } from '@/components/admin/undo-words';
import type { FormAction } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ClubList } from '@/db/schema';
import { formatInstant } from '@/lib/core/i18n/format';

type Props = {
  list: ClubList;
  act: { id: string; createdAt: Date; undoUntil: Date } | null;
  timeZone: string;
  undo: FormAction<unknown>;
};

/** When a list was last replaced, and the button that takes it back within a day. */
export async function ListAct({ list, act, timeZone, undo }: Props) {
  const [t, locale] = await Promise.all([getTranslations('listHistory'), getLocale()]);
  const stamp = (at: Date) => formatInstant(at.getTime(), 'stamp', locale, timeZone);
  return (
    <UndoAction
      undo={undo}
      act={act && { id: act.id, instead: { text: await insteadOf(list), open: null } }}
      words={await undoWords()}
      className="flex flex-wrap items-center gap-3"
    >
      {act && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md bg-sunken px-4 py-2">
          <span>{t('replaced', { when: stamp(act.createdAt) })}</span>
          <SubmitButton look="secondary" size="dense">
            <Undo2 aria-hidden className="size-4" />
            <span>{t('takeBack', { until: stamp(act.undoUntil) })}</span>
          </SubmitButton>
        </div>
      )}
    </UndoAction>
  );
}
