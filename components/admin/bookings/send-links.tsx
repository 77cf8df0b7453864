import { getLocale, getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { RecordTable } from '@/components/ui/record-table';
import { SubmitButton } from '@/components/ui/submit-button';
import { formatInstant, formatSpan } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import type { LinksPreview } from '@/lib/desk/bookings/preview-payment-links';
import { bookingName } from './booking-cell';

type Props = { preview: LinksPreview; send: FormAction<unknown> };

/** Some bookings, each with what is owed and the way its link goes, and the form that sends the links. */
export async function SendLinks({ preview: { club, rows }, send }: Props) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  const money = (minor: number) => formatMoney(minor, club.currency, locale);
  const going = rows.filter(({ outlook }) => outlook === 'email' || outlook === 'sms');
  const sum = going.reduce((total, { owedMinor }) => total + owedMinor, 0);
  return (
    <>
      <RecordTable
        labelledBy="chosen"
        head={[
          t('bookings.head_day'),
          t('bookings.head_who'),
          t('bookings.head_owed'),
          t('bookings.linkGoes'),
        ]}
        figures={[t('bookings.head_owed')]}
        rows={rows.map(({ item, owedMinor, outlook }) => ({
          key: item.id,
          cells: [
            `${formatInstant(item.startsAt, 'short', locale, club.timeZone)}, ${formatSpan(item.startsAt, item.endsAt, locale, club.timeZone)}`,
            bookingName(item, t),
            money(owedMinor),
            t(`bookings.linkBy_${outlook}`),
          ],
        }))}
      />
      {going.length > 0 && (
        <ActionForm
          action={send}
          words={await errorWords()}
          done={t('bookings.linksSent', { count: going.length })}
          className="grid gap-4"
        >
          <input type="hidden" name="club" value={club.id} />
          <input type="hidden" name="ids" value={going.map(({ item }) => item.id).join(',')} />
          <SubmitButton className="justify-self-start">
            {t('bookings.linksDo', { count: going.length, amount: money(sum) })}
          </SubmitButton>
        </ActionForm>
      )}
    </>
  );
}
