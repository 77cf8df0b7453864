import { getLocale, getTranslations } from 'next-intl/server';
import { deskPath } from '@/components/admin/desk-pages';
import { formatWallMinute } from '@/components/shared/format-wall-minute';
import { db } from '@/db';
import type { OpeningRules } from '@/lib/availability/open-day';
import { movedByClocks } from '@/lib/clubs/set-up/moved-by-clocks';
import type { ReplacedList } from '@/lib/clubs/set-up/replace-list';
import { formatDate, formatInstant, formatSpan } from '@/lib/core/i18n/format';
import { inLocale } from '@/lib/core/i18n/navigation';
import { localDateOf } from '@/lib/core/time';
import { readItems } from '@/lib/desk/board-item';
import type { HoursEffectView } from './hours-effect';

/** So many of the bookings outside are told. */
const SHOWN = 20;

/** The bookings that new hours leave outside, each with the way to it, and the days on which the clocks move them. */
export async function hoursEffectView(
  { club, affected }: ReplacedList,
  hours: Pick<OpeningRules, 'openingHours' | 'specialDays'>,
): Promise<HoursEffectView> {
  const [t, locale] = await Promise.all([getTranslations('hours'), getLocale()]);
  const { timeZone } = club;
  const items = await readItems(db(), affected.slice(0, SHOWN));
  const moved = movedByClocks({ ...hours, timeZone }, localDateOf(Date.now(), timeZone));
  return {
    clocks: moved.map(({ date, window: { opensMinute, closesMinute }, startsAt, endsAt }) =>
      t('clocksMove', {
        date: formatDate(date, 'full', locale),
        typed: `${formatWallMinute(opensMinute)}–${formatWallMinute(closesMinute)}`,
        real: formatSpan(startsAt, endsAt, locale, timeZone),
      }),
    ),
    title: t('affected', { count: affected.length }),
    lines: items.map(({ id, courtId, startsAt, customerName, title }) => ({
      text: t('affectedLine', {
        when: formatInstant(startsAt, 'stamp', locale, timeZone),
        court: club.courts.find((court) => court.id === courtId)?.name ?? '',
        who: customerName ?? title ?? '',
      }),
      href: inLocale(
        `${deskPath(club.slug, 'planner')}?${new URLSearchParams({
          date: localDateOf(startsAt, timeZone),
          booking: id,
        })}`,
        locale,
      ),
    })),
  };
}
