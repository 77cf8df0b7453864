import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { RecordTable } from '@/components/ui/record-table';
import type { ShiftReport } from '@/lib/billing/shifts/read-shifts';
import { formatInstant } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import { signedMoney } from './signed-money';
import { shiftPath } from './till-paths';

type Props = { labelledBy: string; shifts: readonly ShiftReport[]; club: string; timeZone: string };

/** Shifts, each with who opened and closed it and by how much its count differed. */
export async function ShiftTable({ labelledBy, shifts, club, timeZone }: Props) {
  const [t, locale] = await Promise.all([getTranslations('till'), getLocale()]);
  const stamp = (at: Date) => formatInstant(at.getTime(), 'stamp', locale, timeZone);
  const figures = [t('expectedCash'), t('counted'), t('difference')];
  const told = (at: Date, name: string | null) => [stamp(at), name].filter(Boolean).join(' · ');
  return (
    <RecordTable
      labelledBy={labelledBy}
      head={[t('report'), t('opened'), t('closed'), ...figures]}
      figures={figures}
      rows={shifts.map((shift) => {
        const { countedMinor, expectedMinor, currency, closedAt } = shift;
        const difference = countedMinor === null ? null : countedMinor - expectedMinor;
        return {
          key: shift.id,
          cells: [
            <Link
              key="name"
              href={shiftPath(club, shift.id)}
              className="font-strong underline decoration-edge underline-offset-4 hover:decoration-ink"
            >
              {t(closedAt ? 'reportZ' : 'reportX', { name: shift.name })}
            </Link>,
            told(shift.openedAt, shift.openedByName),
            closedAt ? told(closedAt, shift.closedByName) : t('stillOpen'),
            formatMoney(expectedMinor, currency, locale),
            countedMinor === null ? '—' : formatMoney(countedMinor, currency, locale),
            difference === null ? (
              '—'
            ) : (
              <span
                key="difference"
                className={difference === 0 ? undefined : 'font-strong text-danger-text'}
              >
                {signedMoney(difference, currency, locale)}
              </span>
            ),
          ],
        };
      })}
    />
  );
}
