import { getLocale, getTranslations } from 'next-intl/server';
import type { DayLoad } from '@/lib/availability/day-load';
import type { Club } from '@/lib/catalogue/catalogue';
import { formatDay, formatShare } from '@/lib/core/i18n/format';
import { localDateOf } from '@/lib/core/time';
import { DayStrip } from './day-strip';

/** A club's day in words and as a drawing. */
export async function ClubDayStrip({ club, load, now }: { club: Club; load: DayLoad; now: number }) {
  const [t, locale] = await Promise.all([getTranslations('day'), getLocale()]);
  const day = formatDay(load.date, localDateOf(now, club.timeZone), 'long', locale);
  const share = formatShare(load.freeShare ?? 0, locale);
  return <DayStrip halfHours={load.halfHours} label={t('strip', { day, share })} />;
}
