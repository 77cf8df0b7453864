import { getLocale, getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { Link } from '@/components/shared/link';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import { formatInstant } from '@/lib/core/i18n/format';
import type { UndoableAct } from '@/lib/desk/acts/find-undoable';
import type { ClubBooking } from '@/lib/desk/bookings/get-booking';
import { UndoAction } from '../undo-action';
import { insteadOf, undoWords } from '../undo-words';
import type { PresenceAct } from './presence-acts';
import type { RestoreChoice } from './restore-choice';
import { SUMMARY } from './summary';

export type ActActions = Record<'note' | 'lock' | 'restore' | 'undo', FormAction<unknown>>;

type Anew = Extract<RestoreChoice, { choice: 'anew' }>;

type Props = {
  booking: ClubBooking;
  /** What may be noted now about who came. */
  presence: readonly PresenceAct[];
  /** The last act, while it can be taken back. */
  undoable: UndoableAct | null;
  /** Whether it may be locked now, or unlocked. */
  mayLock: boolean;
  /** Where it is moved by a form, and where its court is delayed from its start on. Null while it may not move. */
  moveHrefs: { move: string; delay: string } | null;
  /** Where it is made a series. Null for who may not, and for what is of one. */
  repeatHref: string | null;
  /** How it comes back once it was cancelled, with the address that books it anew. */
  restore: Extract<RestoreChoice, { choice: 'restore' }> | (Anew & { href: string }) | null;
  actions: ActActions;
};

/** The buttons that note who came, lock, bring back what was cancelled, and take the last act back. */
export async function ActForms({
  booking,
  presence,
  undoable,
  mayLock,
  moveHrefs,
  repeatHref,
  restore,
  actions,
}: Props) {
  const [t, locale] = await Promise.all([getTranslations('panel'), getLocale()]);
  const words = await errorWords({ slot_taken: t('placeTaken') });
  return (
    <div className="flex flex-wrap items-start gap-2 not-has-[a,button]:hidden">
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
      {moveHrefs && (
        <>
          <Link href={moveHrefs.move} scroll={false} className={SUMMARY}>
            {t('move')}
          </Link>
          <Link href={moveHrefs.delay} className={SUMMARY}>
            {t('delay')}
          </Link>
        </>
      )}
      {repeatHref !== null && (
        <Link href={repeatHref} className={SUMMARY}>
          {t('repeat')}
        </Link>
      )}
      {mayLock && (
        <ActionForm action={actions.lock} words={words} className="grid gap-2">
          <input type="hidden" name="reservationId" value={booking.id} />
          <input type="hidden" name="revision" value={booking.revision} />
          <input type="hidden" name="locked" value={booking.lockedAt ? 'no' : 'yes'} />
          <SubmitButton look="secondary" size="dense">
            {t(booking.lockedAt ? 'unlock' : 'lock')}
          </SubmitButton>
        </ActionForm>
      )}
      {restore?.choice === 'restore' && (
        <ActionForm action={actions.restore} words={words} className="grid gap-2">
          <input type="hidden" name="id" value={booking.id} />
          <input type="hidden" name="revision" value={booking.revision} />
          <p className="text-note text-soft">{t('restoreSays')}</p>
          <SubmitButton look="secondary" size="dense" className="justify-self-start">
            {t('restore')}
          </SubmitButton>
        </ActionForm>
      )}
      {restore?.choice === 'anew' && (
        <p className="grid gap-2 text-note text-soft">
          {t(`anewSays_${restore.because}`)}
          <Link href={restore.href} className={`${SUMMARY} justify-self-start text-ink`}>
            {t('anew')}
          </Link>
        </p>
      )}
      <UndoAction
        undo={actions.undo}
        act={undoable && { id: undoable.id, instead: { text: await insteadOf(undoable.kind), open: null } }}
        words={await undoWords()}
        className="grid gap-2 empty:hidden"
      >
        {undoable && (
          <SubmitButton look="secondary" size="dense">
            {t('undo', {
              act: t(`act_${undoable.kind}`),
              until: formatInstant(undoable.undoUntil.getTime(), 'time', locale, booking.club.timeZone),
            })}
          </SubmitButton>
        )}
      </UndoAction>
    </div>
  );
}
