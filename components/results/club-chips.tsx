import { ChevronRight } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { slotValue } from '@/components/shared/slot-value';
import { StartChip } from '@/components/shared/start-chip';
import type { FoundClub, BestStart as Start } from '@/lib/availability/search-clubs';
import { formatShortMoney } from '@/lib/core/money';
import { localDateOf, localTime, minuteOfDay, parseLocalTime } from '@/lib/core/time';
import type { AskedOfClubs } from './asked-of-clubs';
import { pickStarts } from './pick-starts';

type Props = { found: FoundClub; asked: AskedOfClubs; clubHref: string };

/** Starts from all parts of the day, four a row on a phone, with the whole day last. */
export async function ClubChips({ found, asked, clubHref }: Props) {
  const t = await getTranslations();
  const { club, starts } = found;
  const parts = pickStarts(starts, ({ startsAt }) => minuteOfDay(startsAt, club.timeZone), {
    minute: asked.time === null ? null : parseLocalTime(asked.time),
    part: asked.part,
  });
  return (
    <div className="grid grid-cols-4 gap-1.5 sm:flex sm:flex-wrap sm:items-end sm:gap-x-3 sm:gap-y-2">
      {parts.map(({ part, starts: picked }) => (
        <div key={part} className="max-sm:contents">
          <p aria-hidden className="mb-1.5 text-caption text-soft max-sm:hidden">
            {t(`dayPart.${part}`)}
          </p>
          <div className="max-sm:contents sm:flex sm:flex-wrap sm:gap-1.5">
            {picked.map((start) => (
              <ClubChip key={start.startsAt} start={start} found={found} asked={asked} />
            ))}
          </div>
        </div>
      ))}
      <Link
        href={clubHref}
        className="flex min-h-13 items-center justify-center gap-0.5 rounded-md px-1 text-center font-strong text-note text-soft hover:text-ink max-sm:border max-sm:border-line max-sm:text-caption"
      >
        <span>{t('results.wholeDay')}</span>
        <span className="sr-only">{t('results.wholeDayAt', { club: club.name })}</span>
        <ChevronRight aria-hidden className="size-4 shrink-0 max-sm:hidden" />
      </Link>
    </div>
  );
}

/** One start of a club, marked when it is on a court for two. */
export async function ClubChip({ start, found, asked }: Omit<Props, 'clubHref'> & { start: Start }) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  const { club, exact } = found;
  const time = localTime(start.startsAt, club.timeZone);
  return (
    <StartChip
      value={slotValue({
        courtId: start.court.id,
        date: localDateOf(start.startsAt, club.timeZone),
        startTime: time,
        durationMinutes: asked.durationMinutes,
      })}
      title={time}
      price={formatShortMoney(start.priceMinor, club.currency, locale)}
      {...(start.court.format === 'single' && { mark: t('common.singles') })}
      about={t('results.startAt', { club: club.name })}
      asked={start === exact}
    />
  );
}
