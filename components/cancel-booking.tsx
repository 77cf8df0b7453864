import { getLocale, getTranslations } from 'next-intl/server';
import { formatMoney } from '@/lib/money';
import type { Cancellation } from '@/lib/reservations/cancel-reservation';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';
import { TextField } from './ui/field';
import { SubmitButton } from './ui/submit-button';

type Props = {
  reservation: ReservationDetails;
  preview: Cancellation;
  cancel: (form: FormData) => Promise<void>;
};

/** What goes back is said, to the cent, before there is anything to press. */
export async function CancelBooking({ reservation, preview, cancel }: Props) {
  const [t, locale] = await Promise.all([getTranslations('reservation'), getLocale()]);
  const amount = formatMoney(preview.refundMinor, preview.currency, locale);
  return (
    <section id="cancel" aria-labelledby="cancel-title" className="scroll-mt-20">
      <details className="rounded-md border border-line bg-card">
        <summary className="flex min-h-13 items-center rounded-md px-4 font-strong hover:bg-sunken">
          <h2 id="cancel-title" className="text-body">
            {t('cancel')}
          </h2>
        </summary>
        <form action={cancel} className="grid gap-4 border-line border-t p-4">
          <p className="text-lead">
            {t('cancelLead')} <strong>{refundSentence(preview, amount, t)}</strong>
          </p>
          <input type="hidden" name="reservationId" value={reservation.id} />
          <TextField label={t('reason')} name="reason" maxLength={500} />
          <SubmitButton look="danger" className="justify-self-start max-sm:w-full">
            {preview.refundMinor > 0 ? t('cancelDo', { amount }) : t('cancelDoNothing')}
          </SubmitButton>
        </form>
      </details>
    </section>
  );
}

type Words = Awaited<ReturnType<typeof getTranslations<'reservation'>>>;

function refundSentence({ rule, refundMinor }: Cancellation, amount: string, t: Words): string {
  if (rule === 'nothing_paid') return t('cancelFree');
  return refundMinor > 0 ? t('cancelRefund', { amount }) : t('cancelNothing');
}
