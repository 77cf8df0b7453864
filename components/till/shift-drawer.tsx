import { clsx } from 'clsx';
import { getLocale, getTranslations } from 'next-intl/server';
import { Card } from '@/components/ui/card';
import type { ShiftReport } from '@/lib/billing/shifts/read-shifts';
import { formatMoney } from '@/lib/core/money';
import { signedMoney } from './signed-money';

/** The cash of a shift from its float to what it should hold, and by how much the count differed. */
export async function ShiftDrawer({ shift }: { shift: ShiftReport }) {
  const [t, locale] = await Promise.all([getTranslations('till'), getLocale()]);
  const { floatMinor, expectedMinor, countedMinor, currency, note } = shift;
  const cash = shift.sums.find(({ method }) => method === 'cash');
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const difference = countedMinor === null ? null : countedMinor - expectedMinor;
  return (
    <section aria-labelledby="drawer">
      <Card className="grid gap-3 p-4">
        <h2 id="drawer" className="font-strong">
          {t('cashOfShift')}
        </h2>
        <dl className="figures grid gap-1.5 text-note">
          <Line name={t('floatAtOpening')} amount={money(floatMinor)} />
          <Line name={t('cashIn')} amount={signedMoney(cash?.inMinor ?? 0, currency, locale)} />
          <Line name={t('cashOut')} amount={signedMoney(-(cash?.outMinor ?? 0), currency, locale)} />
          <Line name={t('expectedCash')} amount={money(expectedMinor)} isSum />
          {countedMinor !== null && <Line name={t('counted')} amount={money(countedMinor)} />}
          {difference !== null && (
            <Line
              name={t('difference')}
              amount={signedMoney(difference, currency, locale)}
              isSum
              isWrong={difference !== 0}
            />
          )}
        </dl>
        {note && <p className="break-words text-note text-soft">{t('noteOfShift', { note })}</p>}
      </Card>
    </section>
  );
}

type LineProps = { name: string; amount: string; isSum?: boolean; isWrong?: boolean };

const Line = ({ name, amount, isSum = false, isWrong = false }: LineProps) => (
  <div
    className={clsx(
      'flex justify-between gap-4',
      isSum && 'border-line border-t pt-1.5 font-strong',
      isWrong && 'text-danger-text',
    )}
  >
    <dt>{name}</dt>
    <dd className="whitespace-nowrap">{amount}</dd>
  </div>
);
