import { getLocale, getTranslations } from 'next-intl/server';
import type { FreeShare } from '@/lib/availability/list-free-shares';
import { formatDate, formatShare } from '@/lib/core/i18n/format';
import type { DayView } from './day-cells';
import { fillIn } from '@/components/shared/fill-in';

/** Days from today on, each with its free share, in the reader's language. */
export async function viewDays(days: readonly FreeShare[]): Promise<{ days: DayView[]; legend: string }> {
  const [t, locale] = await Promise.all([getTranslations('day'), getLocale()]);
  // Filled in by us, because the formatter of messages takes longer than the rest of a day.
  const [rest, free] = [t('rest', { month: '{month}', state: '{state}' }), t('free', { share: '{share}' })];
  const stateOf = (share: FreeShare['share']) => {
    if (typeof share !== 'number') return t(share === 'closed' ? 'closed' : 'notYet');
    return share === 0 ? t('full') : fillIn(free, { share: formatShare(share, locale) });
  };
  const views = days.map(({ date, share }, index) => ({
    date,
    weekday: index === 0 ? t('today') : formatDate(date, 'weekday', locale),
    dayOfMonth: formatDate(date, 'dayOfMonth', locale),
    rest: fillIn(rest, { month: formatDate(date, 'monthLong', locale), state: stateOf(share) }),
    share: typeof share === 'number' ? Math.round(share * 100) / 100 : null,
  }));
  return { days: views, legend: t('legend') };
}
