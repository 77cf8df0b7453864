import { getLocale, getTranslations } from 'next-intl/server';
import { RecordTable } from '@/components/ui/record-table';
import type { MethodSum } from '@/lib/billing/shifts/read-shifts';
import { formatMoney } from '@/lib/core/money';

type Props = { sums: readonly MethodSum[]; currency: string };

/** What each way of paying brought and took, to compare with the slips of the bank. */
export async function MethodTable({ sums, currency }: Props) {
  const [t, locale] = await Promise.all([getTranslations('till'), getLocale()]);
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const figures = [t('takenIn'), t('paidOut'), t('net')];
  return (
    <div className="grid gap-2">
      <h2 id="methods" className="font-strong">
        {t('byMethod')}
      </h2>
      <RecordTable
        labelledBy="methods"
        head={[t('method'), ...figures]}
        figures={figures}
        rows={sums.map(({ method, inMinor, outMinor, count }) => ({
          key: method,
          cells: [
            <span key="method">
              {t(`method_${method}`)}
              <span className="block text-caption text-faint">{t('movements', { count })}</span>
            </span>,
            money(inMinor),
            money(outMinor),
            <b key="net" className="font-strong">
              {money(inMinor - outMinor)}
            </b>,
          ],
        }))}
      />
    </div>
  );
}
