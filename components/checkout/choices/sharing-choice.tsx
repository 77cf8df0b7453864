import { Split } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { button } from '@/components/ui/button';
import { FormSelect } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import { formatMoment } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import { shareDueBy, sharesOf } from '@/lib/ledger/shares';
import { sharingFor } from '@/lib/payments/shares/choose-sharing';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';
import { FactRow } from '../fact-row';

type Props = { reservation: ReservationDetails; now: Date; choose: FormAction<void> };

/** Who pays a held court: whoever books it, or each player their share by a deadline. */
export async function SharingChoice({ reservation, now, choose }: Props) {
  const [t, locale, words] = await Promise.all([getTranslations('sharing'), getLocale(), errorWords()]);
  const can = sharingFor(reservation, now);
  if (!can) return null;
  const { id, sharing, currency, priceMinor, startsAt, club } = reservation;
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const deadline = (hours: number) =>
    formatMoment(shareDueBy(startsAt, hours).getTime(), locale, club.timeZone);
  const said = sharing
    ? t('chosen', { own: money(sharesOf(reservation, sharing.seats).ownMinor), seats: sharing.seats })
    : t('notChosen', { price: money(priceMinor) });
  return (
    <FactRow icon={Split}>
      <ActionForm
        action={choose}
        words={words}
        folded={{
          summary: (
            <summary className="flex items-start justify-between gap-4">
              <span>
                <span className="block font-strong">{t('who')}</span>
                <span className="figures block text-note text-soft">{said}</span>
              </span>
              <span className={button({ look: 'secondary', size: 'dense' })}>
                {t(sharing ? 'change' : 'split')}
              </span>
            </summary>
          ),
        }}
        className="mt-3 grid gap-3"
      >
        <input type="hidden" name="reservationId" value={id} />
        <FormSelect label={t('among')} name="seats" defaultValue={sharing?.seats ?? can.seats.at(-1) ?? ''}>
          {can.seats.map((seats) => (
            <option key={seats} value={seats}>
              {t('seats', { seats, each: money(sharesOf(reservation, seats).otherMinor) })}
            </option>
          ))}
        </FormSelect>
        <FormSelect
          label={t('until')}
          name="hoursBefore"
          hint={t('untilHint')}
          defaultValue={sharing?.hoursBefore ?? can.hours.find((hours) => hours <= 24) ?? can.hours[0] ?? ''}
        >
          {can.hours.map((hours) => (
            <option key={hours} value={hours}>
              {t('hours', { hours, deadline: deadline(hours) })}
            </option>
          ))}
        </FormSelect>
        <div className="flex flex-wrap gap-3 *:max-sm:w-full">
          <SubmitButton look="secondary" name="who" value="each">
            {t('splitDo')}
          </SubmitButton>
          {sharing && (
            <SubmitButton look="quiet" name="who" value="one">
              {t('payAll', { price: money(priceMinor) })}
            </SubmitButton>
          )}
        </div>
      </ActionForm>
    </FactRow>
  );
}
