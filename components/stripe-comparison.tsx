import { getLocale, getTranslations } from 'next-intl/server';
import { formatInstant } from '@/lib/i18n/format';
import { formatMoney } from '@/lib/money';
import type { getTwoZeros } from '@/lib/operations/get-two-zeros';
import { RecordTable } from './record-table';
import { Callout } from './ui/callout';

type Comparison = Awaited<ReturnType<typeof getTwoZeros>>['comparison'];

/** What came in and went back by Stripe's books and by ours, as the last comparison found them. */
export async function StripeComparison({ comparison }: { comparison: Comparison }) {
  const [t, locale] = await Promise.all([getTranslations('admin'), getLocale()]);
  if (!comparison?.result) return <p>{t('never')}</p>;
  const { at, stale, result } = comparison;
  const equal = result.sums.every(
    (sum) => sum.stripeTakenMinor === sum.ourTakenMinor && sum.stripeReturnedMinor === sum.ourReturnedMinor,
  );
  const when = formatInstant(at.getTime(), 'stamp', locale, 'UTC');
  const { intents, refunds } = result;
  return (
    <div className="grid gap-3">
      <p>{t('comparedAt', { when, intents, refunds })}</p>
      {stale && <Callout tone="held" title={t('stale')} />}
      <Callout tone={equal ? 'confirmed' : 'danger'} title={t(equal ? 'agree' : 'differ')} />
      {result.sums.length > 0 && (
        <RecordTable
          labelledBy="stripe"
          head={[t('currency'), t('movement'), t('atStripe'), t('atOurs')]}
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
            ];
          })}
        />
      )}
    </div>
  );
}
