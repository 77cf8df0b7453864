import { getLocale, getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormText } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import type { CancellationChoice } from '@/lib/cancellations/preview-cancellation';
import { formatMoney, toDecimal } from '@/lib/core/money';
import type { ClubBooking } from '@/lib/desk/bookings/get-booking';
import { isGame } from '@/lib/ledger/game';
import { SUMMARY } from './summary';

type Props = {
  booking: Pick<ClubBooking, 'id' | 'kind'>;
  choices: readonly CancellationChoice[];
  cancel: FormAction<unknown>;
};

/** Every way to cancel a booking, each with what it gives back before its button. A block only frees its court. */
export async function CancelAtDesk({ booking, choices, cancel }: Props) {
  const [t, locale, words] = await Promise.all([getTranslations('panel'), getLocale(), cancelWords()]);
  const game = isGame(booking);
  return (
    <div data-part="cancel">
      <details>
        <summary className={SUMMARY}>{t(game ? 'cancel' : 'endBlock')}</summary>
        <ul className="mt-3 grid gap-3">
          {choices.map(({ override, refundMinor, currency, rule }) => {
            const amount = formatMoney(refundMinor, currency, locale);
            return (
              <li key={override ?? 'policy'} className="rounded-md border border-line p-3">
                <ActionForm action={cancel} words={words} className="grid gap-3">
                  {game ? (
                    <p>
                      <strong>{t(`cancel_${override ?? 'policy'}`)}</strong>{' '}
                      {t(refundMinor > 0 ? 'givesBack' : 'givesNothingBack', { amount })}
                    </p>
                  ) : (
                    <p>{t('endBlockText')}</p>
                  )}
                  <input type="hidden" name="reservationId" value={booking.id} />
                  <input type="hidden" name="amount" value={toDecimal(refundMinor, currency)} />
                  <input type="hidden" name="rule" value={rule} />
                  {override && <input type="hidden" name="override" value={override} />}
                  <FormText
                    label={t(override ? 'reasonRequired' : 'reason')}
                    name="reason"
                    maxLength={500}
                    required={override !== undefined}
                    autoComplete="off"
                  />
                  <SubmitButton look="danger" size="dense" className="justify-self-start">
                    {refundMinor > 0
                      ? t('cancelAndGiveBack', { amount })
                      : t(game ? 'cancelDo' : 'endBlockDo')}
                  </SubmitButton>
                </ActionForm>
              </li>
            );
          })}
        </ul>
      </details>
    </div>
  );
}

async function cancelWords() {
  const t = await getTranslations('reservation');
  return errorWords({ conflict: t('cancelChanged') });
}
