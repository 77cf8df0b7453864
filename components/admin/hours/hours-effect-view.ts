import { getLocale, getTranslations } from 'next-intl/server';
import { deskPath } from '@/components/admin/desk-pages';
import { db } from '@/db';
import type { ReplacedList } from '@/lib/clubs/set-up/replace-list';
import { formatInstant } from '@/lib/core/i18n/format';
import { inLocale } from '@/lib/core/i18n/navigation';
import { localDateOf } from '@/lib/core/time';
import { readItems } from '@/lib/desk/board-item';
import type { HoursEffectView } from './hours-effect';

/** So many of the bookings outside are told. */
const SHOWN = 20;

/** The bookings that new hours leave outside, each with the way to it. */
export async function hoursEffectView({ club, affected }: ReplacedList): Promise<HoursEffectView> {
  const [t, locale] = await Promise.all([getTranslations('hours'), getLocale()]);
  const items = await readItems(db(), affected.slice(0, SHOWN));
  return {
    title: t('affected', { count: affected.length }),
    lines: items.map(({ id, courtId, startsAt, customerName, title }) => ({
      text: t('affectedLine', {
        when: formatInstant(startsAt, 'stamp', locale, club.timeZone),
        court: club.courts.find((court) => court.id === courtId)?.name ?? '',
        who: customerName ?? title ?? '',
      }),
      href: inLocale(
        `${deskPath(club.slug, 'planner')}?${new URLSearchParams({
          date: localDateOf(startsAt, club.timeZone),
          booking: id,
        })}`,
        locale,
      ),
    })),
  };
}
