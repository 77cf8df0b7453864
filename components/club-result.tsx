import { ArrowRight } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { type DayLoad, dayLoad } from '@/lib/availability/day-load';
import type { FoundClub, StartChip as Start } from '@/lib/availability/search-clubs';
import type { Club } from '@/lib/clubs/catalogue';
import { formatDay, formatKilometres, formatShare } from '@/lib/i18n/format';
import { Link } from '@/lib/i18n/navigation';
import { formatMoney } from '@/lib/money';
import { localDateOf, localTime } from '@/lib/time';
import { ClubFacts } from './club-facts';
import { CourtPlan } from './court-plan';
import { DayStrip } from './day-strip';
import { slotValue } from './slot-value';
import { StartChip } from './start-chip';
import { Card } from './ui/card';

type Props = {
  found: FoundClub;
  date: string;
  /** The asked start, `HH:MM`; null for any. */
  time: string | null;
  durationMinutes: number;
  now: number;
};

const MOST_CHIPS = 6;

/** One club of the results: its plan, its day, and the starts around the asked time, each a button that holds it. */
export async function ClubResult({ found, date, time, durationMinutes, now }: Props) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  const { club } = found;
  const search = new URLSearchParams({ date, duration: String(durationMinutes), ...(time && { time }) });
  const clubHref = `/clubs/${club.slug}?${search}`;
  return (
    <Card className="grid sm:grid-cols-[13rem_1fr]">
      <PlanTile club={club} />
      <div className="grid min-w-0 content-start gap-3 p-4 sm:p-5">
        <div className="flex items-start justify-between gap-3">
          <div className="min-w-0">
            <h2 className="text-title">
              <Link href={clubHref} className="hover:text-court-text">
                {club.name}
              </Link>
            </h2>
            <p className="text-ink-soft">
              {club.city}
              {found.distanceKm !== null &&
                ` · ${t('results.distance', { distance: formatKilometres(found.distanceKm, locale) })}`}
            </p>
          </div>
          {found.fromPriceMinor !== null && (
            <p className="figures shrink-0 text-right">
              {t('common.from', { price: formatMoney(found.fromPriceMinor, club.currency, locale) })}
            </p>
          )}
        </div>
        <ClubFacts courts={club.courts} />
        <ClubDayStrip club={club} load={dayLoad(club, found.busy, date, now)} now={now} />
        {time !== null && found.starts.length > 0 && !found.exact && (
          <p className="text-ink-soft text-note">{t('results.notAtTime', { time })}</p>
        )}
        <div className="flex flex-wrap items-center gap-2">
          {chipsFor(found, time).map((start) => (
            <StartChip
              key={start.startsAt}
              value={slotValue({
                courtId: start.court.id,
                date: localDateOf(start.startsAt, club.timeZone),
                startTime: localTime(start.startsAt, club.timeZone),
                durationMinutes,
              })}
              time={localTime(start.startsAt, club.timeZone)}
              price={formatMoney(start.priceMinor, club.currency, locale)}
              label={t('results.startAt', {
                club: club.name,
                time: localTime(start.startsAt, club.timeZone),
                price: formatMoney(start.priceMinor, club.currency, locale),
              })}
              asked={start === found.exact}
            />
          ))}
          <Link
            href={clubHref}
            aria-label={t('results.seeClub', { club: club.name })}
            className="inline-flex min-h-11 items-center gap-1 rounded-md px-2 font-strong text-court-text hover:underline"
          >
            {t('results.moreStarts')}
            <ArrowRight aria-hidden className="size-4" />
          </Link>
        </div>
      </div>
    </Card>
  );
}

/** The asked start first, then those nearest to it in the order of the day; without a time, the day's first. */
function chipsFor({ starts, exact, club }: FoundClub, time: string | null): Start[] {
  if (time === null) return starts.slice(0, MOST_CHIPS);
  const minutes = (start: Start) => toMinutes(localTime(start.startsAt, club.timeZone));
  const wanted = toMinutes(time);
  const nearest = starts
    .filter((start) => start !== exact)
    .toSorted((a, b) => Math.abs(minutes(a) - wanted) - Math.abs(minutes(b) - wanted))
    .slice(0, exact ? MOST_CHIPS - 1 : MOST_CHIPS)
    .toSorted((a, b) => a.startsAt - b.startsAt);
  return exact ? [exact, ...nearest] : nearest;
}

const toMinutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

export async function PlanTile({ club }: { club: Club }) {
  const t = await getTranslations('plan');
  const indoor = club.courts.filter((court) => court.indoor).length;
  return (
    <div className="flex items-center rounded-t-md bg-sunken p-3 sm:rounded-l-md sm:rounded-tr-none">
      <CourtPlan
        courts={club.courts}
        label={t('label', { club: club.name, courts: club.courts.length, indoor })}
        className="mx-auto h-28 w-full sm:h-32"
      />
    </div>
  );
}

export async function ClubDayStrip({ club, load, now }: { club: Club; load: DayLoad; now: number }) {
  const [t, locale] = await Promise.all([getTranslations('day'), getLocale()]);
  const day = formatDay(load.date, localDateOf(now, club.timeZone), 'long', locale);
  const share = formatShare(load.freeShare ?? 0, locale);
  return <DayStrip halfHours={load.halfHours} label={t('strip', { day, share })} />;
}
