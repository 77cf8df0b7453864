import { Check } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ClubBooking } from '@/lib/desk/bookings/get-booking';

type Props = { player: ClubBooking['participants'][number]; mark: FormAction<unknown> };

/** Notes that one player has come, or takes that back. */
export async function PlayerMark({ player, mark }: Props) {
  const { reservationId, position, name, checkedInAt } = player;
  const [t, words] = await Promise.all([getTranslations('panel'), errorWords()]);
  return (
    <ActionForm action={mark} words={words} className="shrink-0">
      <input type="hidden" name="reservationId" value={reservationId} />
      <input type="hidden" name="position" value={position} />
      <input type="hidden" name="name" value={name} />
      <input type="hidden" name="to" value={checkedInAt ? 'expected' : 'arrived'} />
      <SubmitButton
        look="secondary"
        size="dense"
        aria-pressed={checkedInAt !== null}
        aria-label={t('playerArrived', { name })}
      >
        {checkedInAt && <Check aria-hidden className="size-4 text-ok-text" />}
        <span>{t('arrived')}</span>
      </SubmitButton>
    </ActionForm>
  );
}
