import { getLocale, getTranslations } from 'next-intl/server';
import type { getMoneySummary } from '@/lib/backoffice/get-money-summary';
import { formatMoney } from '@/lib/core/money';
import { readerClock } from './reader-clock';
import { RecordTable } from '@/components/ui/record-table';

type Props = NonNullable<Awaited<ReturnType<typeof getMoneySummary>>['comparison']>;

/** Received, refunded and disputed money by Stripe's books and by ours, at the last comparison. */
export async function StripeComparison({ at, result }: Props) {
  const [t, locale, clock] = await Promise.all([getTranslations('ops'), getLocale(), readerClock()]);
  const when = clock.tell(at);
  const { intents, refunds } = result;
  return (
    <div className="grid gap-3">
      <p>{t('comparedAt', { when, intents, refunds })}</p>
      {result.sums.length > 0 && (
        <RecordTable
          labelledBy="stripe"
          head={[t('currency'), t('movement'), t('atStripe'), t('atOurs')]}
          figures={[t('atStripe'), t('atOurs')]}
          rows={result.sums.flatMap((sum) => {
            const money = (minor: number) => formatMoney(minor, sum.currency, locale);
            return [
              {
                key: `${sum.currency} taken`,
                cells: [sum.currency, t('taken'), money(sum.stripeTakenMinor), money(sum.ourTakenMinor)],
              },
              {
                key: `${sum.currency} returned`,
                cells: [
                  sum.currency,
                  t('returned'),
                  money(sum.stripeReturnedMinor),
                  money(sum.ourReturnedMinor),
                ],
              },
              {
                key: `${sum.currency} withdrawn`,
                cells: [
                  sum.currency,
                  t('withdrawn'),
                  money(sum.stripeWithdrawnMinor),
                  money(sum.ourWithdrawnMinor),
                ],
              },
            ];
          })}
        />
      )}
    </div>
  );
}
