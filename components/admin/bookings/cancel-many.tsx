import { getLocale, getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormText, FormCheck } from '@/components/ui/form/form-fields';
import { RecordTable } from '@/components/ui/record-table';
import { SubmitButton } from '@/components/ui/submit-button';
import { formatInstant, formatSpan } from '@/lib/core/i18n/format';
import { formatMoney, moneyJson } from '@/lib/core/money';
import type { CancelPreview } from '@/lib/desk/bookings/preview-cancel-bookings';

type Props = { preview: CancelPreview; cancel: FormAction<unknown> };

/** Some bookings, each with what its player gets back, and the form that cancels them. */
export async function CancelMany({ preview: { club, rows, refundMinor }, cancel }: Props) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  const words = await errorWords({ conflict: t('bookings.sumChanged') });
  const money = (minor: number) => formatMoney(minor, club.currency, locale);
  const going = rows.filter(({ cancellation }) => cancellation !== null);
  const values = { count: going.length, amount: money(refundMinor) };
  return (
    <>
      <RecordTable
        labelledBy="chosen"
        head={[
          t('bookings.head_day'),
          t('bookings.head_court'),
          t('bookings.head_who'),
          t('bookings.goesBack'),
        ]}
        figures={[t('bookings.goesBack')]}
        rows={rows.map(({ item, cancellation }) => ({
          key: item.id,
          cells: [
            `${formatInstant(item.startsAt, 'short', locale, club.timeZone)}, ${formatSpan(item.startsAt, item.endsAt, locale, club.timeZone)}`,
            club.courts.find(({ id }) => id === item.courtId)?.name,
            item.title ?? item.customerName ?? t(`board.kind_${item.kind}`),
            cancellation ? money(cancellation.refundMinor) : t('bookings.stays'),
          ],
        }))}
      />
      <ActionForm action={cancel} words={words} done={t('bookings.cancelled')} className="grid gap-4">
        {going.length > 0 && (
          <>
            <input type="hidden" name="club" value={club.id} />
            <input type="hidden" name="ids" value={going.map(({ item }) => item.id).join(',')} />
            <input type="hidden" name="amount" value={moneyJson(refundMinor, club.currency).amount} />
            <FormText label={t('panel.reason')} name="reason" maxLength={500} autoComplete="off" />
            <FormCheck label={t('bookings.notify')} name="notify" value="on" defaultChecked />
            <SubmitButton look="danger" className="justify-self-start">
              {t(refundMinor > 0 ? 'bookings.cancelAndGiveBack' : 'bookings.cancelDo', values)}
            </SubmitButton>
          </>
        )}
      </ActionForm>
    </>
  );
}
