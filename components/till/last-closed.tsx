import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import type { ShiftReport } from '@/lib/billing/shifts/read-shifts';
import { formatInstant } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import { signedMoney } from './signed-money';
import { shiftPath } from './till-paths';

type Props = { shift: ShiftReport; timeZone: string; club: string };

/** How the till was closed the last time: what it should have held and what was counted. */
export async function LastClosed({ shift, timeZone, club }: Props) {
  const [t, locale] = await Promise.all([getTranslations('till'), getLocale()]);
  const { closedAt, countedMinor, expectedMinor, currency, closedByName, name } = shift;
  if (closedAt === null || countedMinor === null) return null;
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const difference = countedMinor - expectedMinor;
  return (
    <p className="figures text-soft">
      {t('lastClosed', {
        name,
        when: formatInstant(closedAt.getTime(), 'stamp', locale, timeZone),
        who: closedByName ?? t('somebody'),
        expected: money(expectedMinor),
        counted: money(countedMinor),
      })}{' '}
      <span className={difference === 0 ? undefined : 'font-strong text-danger-text'}>
        {t('differenceIs', { sum: signedMoney(difference, currency, locale) })}
      </span>{' '}
      <Link
        href={shiftPath(club, shift.id)}
        className="text-ink underline decoration-edge underline-offset-4"
      >
        {t('seeReport')}
      </Link>
    </p>
  );
}
