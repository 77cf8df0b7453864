import { ShoppingBag } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { QUANTITIES } from '@/components/club/quantities';
import { errorWords } from '@/components/shared/error-words';
import { extraField } from '@/components/shared/extra-fields';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormSelect } from '@/components/ui/form/form-fields';
import { button } from '@/components/ui/button';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Club } from '@/lib/catalogue/catalogue';
import { formatMoney } from '@/lib/core/money';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';
import { FactRow } from '../fact-row';

type Props = { reservation: ReservationDetails; club: Club; change: FormAction<void> };

/** The extras of a held booking, with a form that changes them and the total. */
export async function CheckoutExtras({ reservation, club, change }: Props) {
  const [t, locale, words] = await Promise.all([getTranslations('checkout'), getLocale(), errorWords()]);
  const { extras } = reservation;
  if (club.extras.length === 0) return null;
  const noLongerSold = extras.filter((held) => !club.extras.some(({ code }) => code === held.code));
  const priceOf = (minor: number) => formatMoney(minor, club.currency, locale);
  const sold = club.extras
    .map(({ name, priceMinor }) => `${name[locale]} ${priceOf(priceMinor)}`)
    .join(' · ');
  const added = extras.map(({ name, quantity }) => `${name[locale]} × ${quantity}`).join(' · ');
  return (
    <FactRow icon={ShoppingBag}>
      <ActionForm
        action={change}
        words={words}
        folded={{
          summary: (
            <summary className="flex items-start justify-between gap-4">
              <span>
                <span className="block font-strong">{t('extras')}</span>
                <span className="figures block text-note text-soft">{added || sold}</span>
              </span>
              <span className={button({ look: 'secondary', size: 'dense' })}>
                {t(added ? 'extrasChange' : 'extrasAdd')}
              </span>
            </summary>
          ),
        }}
        className="mt-3 grid gap-3"
      >
        <input type="hidden" name="reservationId" value={reservation.id} />
        {noLongerSold.map(({ code, quantity }) => (
          <input key={code} type="hidden" name={extraField(code)} value={quantity} />
        ))}
        <div className="grid gap-3 sm:grid-cols-2">
          {club.extras.map(({ code, name, priceMinor }) => (
            <FormSelect
              key={code}
              label={`${name[locale]} · ${priceOf(priceMinor)}`}
              name={extraField(code)}
              defaultValue={extras.find((extra) => extra.code === code)?.quantity ?? 0}
            >
              {QUANTITIES.map((quantity) => (
                <option key={quantity} value={quantity}>
                  {quantity}
                </option>
              ))}
            </FormSelect>
          ))}
        </div>
        <SubmitButton look="secondary" className="justify-self-start max-sm:w-full">
          {t('extrasDo')}
        </SubmitButton>
      </ActionForm>
    </FactRow>
  );
}
