import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { control } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ClubBooking } from '@/lib/desk/bookings/get-booking';

type Props = {
  booking: Pick<ClubBooking, 'id' | 'revision' | 'note'>;
  change: FormAction<unknown>;
};

/** The staff's note on a booking. */
export async function NoteForm({ booking: { id, revision, note }, change }: Props) {
  const [t, words] = await Promise.all([getTranslations('panel'), errorWords()]);
  return (
    <ActionForm action={change} words={words} className="grid gap-3">
      <input type="hidden" name="reservationId" value={id} />
      <input type="hidden" name="revision" value={revision} />
      <textarea
        key={note}
        name="note"
        aria-label={t('note')}
        defaultValue={note ?? ''}
        maxLength={2000}
        rows={3}
        className={control({ className: 'py-2' })}
      />
      <SubmitButton look="secondary" size="dense" className="justify-self-start">
        {t('noteDo')}
      </SubmitButton>
    </ActionForm>
  );
}
