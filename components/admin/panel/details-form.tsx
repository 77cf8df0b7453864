import { getTranslations } from 'next-intl/server';
import { deskWords } from '@/components/planner/board-words';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormText, FormTextArea } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ClubBooking } from '@/lib/desk/bookings/get-booking';
import { isGame } from '@/lib/ledger/game';
import { ChangeCustomer } from './change-customer';

type Props = {
  booking: Pick<ClubBooking, 'id' | 'revision' | 'title' | 'note' | 'kind' | 'channel' | 'clubId'>;
  change: FormAction<unknown>;
};

/** The title and the staff's note of a booking, and for whom it is. */
export async function DetailsForm({ booking, change }: Props) {
  const { id, revision, title, note } = booking;
  const [t, words] = await Promise.all([getTranslations('panel'), errorWords()]);
  return (
    <>
      <div data-part="details" className="scroll-mt-16">
        <ActionForm action={change} words={words} className="grid gap-3">
          <input type="hidden" name="reservationId" value={id} />
          <input type="hidden" name="revision" value={revision} />
          <FormText
            key={`title ${title}`}
            name="title"
            label={t('title')}
            defaultValue={title ?? ''}
            maxLength={80}
            autoComplete="off"
          />
          <FormTextArea
            key={`note ${note}`}
            name="note"
            label={t('note')}
            defaultValue={note ?? ''}
            maxLength={2000}
            rows={3}
          />
          <SubmitButton look="secondary" size="dense" className="justify-self-start">
            {t('detailsDo')}
          </SubmitButton>
        </ActionForm>
      </div>
      {mayChangeCustomer(booking) && (
        <ChangeCustomer
          key={`customer ${revision}`}
          booking={{ id, revision, clubId: booking.clubId }}
          change={change}
          words={await deskWords()}
          labels={{ summary: t('customer'), submit: t('customerDo') }}
          errors={words}
        />
      )}
    </>
  );
}

/** What somebody booked online stays with their account. */
const mayChangeCustomer = (booking: Props['booking']) => booking.channel !== 'online' && isGame(booking);
