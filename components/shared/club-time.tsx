import { getLocale } from 'next-intl/server';
import { formatDay, formatInstant, formatSpan } from '@/lib/core/i18n/format';
import { localDateOf } from '@/lib/core/time';
import { ClubZone } from './club-zone';

type Props = {
  startsAt: number;
  endsAt: number;
  now: number;
  club: { timeZone: string; city: string };
};

/** "mañana, 10:00–11:30" in the club's time, with the zone's name when the reader's differs. */
export async function ClubTime({ startsAt, endsAt, now, club }: Props) {
  const locale = await getLocale();
  const { timeZone } = club;
  const day = formatDay(localDateOf(startsAt, timeZone), localDateOf(now, timeZone), 'long', locale);
  const exact = formatInstant(startsAt, 'full', locale, timeZone);
  return (
    <>
      <time dateTime={new Date(startsAt).toISOString()} title={exact} className="figures">
        {day}, <span className="whitespace-nowrap">{formatSpan(startsAt, endsAt, locale, timeZone)}</span>
      </time>{' '}
      <ClubZone club={club} at={startsAt} />
    </>
  );
}
