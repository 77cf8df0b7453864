import { getLocale, getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import { formatInstant } from '@/lib/core/i18n/format';
import type { UndoableAct } from '@/lib/desk/acts/find-undoable';
import type { ClubBooking } from '@/lib/desk/bookings/get-booking';
import type { PresenceAct } from './presence-acts';

export type ActActions = { note: FormAction<unknown>; undo: FormAction<unknown> };

type Props = {
  booking: Pick<ClubBooking, 'id' | 'revision' | 'club'>;
  /** What may be noted now about who came. */
  presence: readonly PresenceAct[];
  /** The last act, while it can be taken back. */
  undoable: UndoableAct | null;
  actions: ActActions;
};

/** The buttons that note who came, and the one that takes the last act back. */
export async function ActForms({ booking, presence, undoable, actions }: Props) {
  const [t, locale] = await Promise.all([getTranslations('panel'), getLocale()]);
  const words = await errorWords({ slot_taken: t('placeTaken') });
  if (presence.length === 0 && undoable === null) return null;
  return (
    <div className="flex flex-wrap items-start gap-2">
      {presence.map((act) => (
        <ActionForm key={act} action={actions.note} words={words} className="grid gap-2">
          <input type="hidden" name="act" value={act} />
          <input type="hidden" name="id" value={booking.id} />
          <input type="hidden" name="revision" value={booking.revision} />
          <SubmitButton look="secondary" size="dense">
            {t(`mark_${act}`)}
          </SubmitButton>
        </ActionForm>
      ))}
      {undoable && (
        <ActionForm action={actions.undo} words={words} className="grid gap-2">
          <input type="hidden" name="actId" value={undoable.id} />
          <SubmitButton look="secondary" size="dense">
            {t('undo', {
              act: t(`act_${undoable.kind}`),
              until: formatInstant(undoable.undoUntil.getTime(), 'time', locale, booking.club.timeZone),
            })}
          </SubmitButton>
        </ActionForm>
      )}
    </div>
  );
}
