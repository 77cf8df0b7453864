import { clsx } from 'clsx';
import { ArrowRight } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { type DayLoad, dayLoad } from '@/lib/availability/day-load';
import type { FoundClub, StartChip as Start } from '@/lib/availability/search-clubs';
import type { Club } from '@/lib/clubs/catalogue';
import { formatDay, formatKilometres, formatShare } from '@/lib/i18n/format';
import { Link } from './link';
import { formatMoney } from '@/lib/money';
import { localDateOf, localTime } from '@/lib/time';
import { ClubZone } from './club-zone';
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
    <Card className="grid grid-cols-[6.5rem_1fr] sm:grid-cols-[15rem_1fr]">
      <PlanTile club={club} aspect={1.4} className="rounded-tl-md sm:row-span-2 sm:rounded-l-md" />
      <div className="grid min-w-0 content-center gap-1 p-3 sm:px-5 sm:pt-5 sm:pb-0">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <h2 className="text-lead sm:text-title">
            <Link href={clubHref} className="hover:text-court-text">
              {club.name}
            </Link>
          </h2>
          {found.fromPriceMinor !== null && (
            <p className="figures">
              {t('common.from', { price: formatMoney(found.fromPriceMinor, club.currency, locale) })}
            </p>
          )}
        </div>
        <p className="text-ink-soft">
          {club.city} <ClubZone club={club} at={found.starts[0]?.startsAt ?? now} />
          {found.distanceKm !== null && (
            <span>· {t('results.distance', { distance: formatKilometres(found.distanceKm, locale) })}</span>
          )}
        </p>
        <ClubFacts courts={club.courts} />
      </div>
      <div className="col-span-2 grid min-w-0 gap-3 p-3 sm:col-span-1 sm:px-5 sm:pb-5">
        <ClubDayStrip club={club} load={dayLoad(club, found.busy, date, now)} now={now} />
        {time !== null && found.starts.length > 0 && !found.exact && (
          <p className="text-ink-soft text-note">{t('results.notAtTime', { time })}</p>
        )}
        <div className="strip -m-0.5 flex items-center gap-2 p-0.5 sm:flex-wrap">
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
            className="inline-flex min-h-11 shrink-0 items-center gap-1 rounded-md px-2 font-strong text-court-text hover:underline"
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

type TileProps = { club: Club; aspect: number; className: string };

/** The plan of a club as the picture of its card. */
export async function PlanTile({ club, aspect, className }: TileProps) {
  const t = await getTranslations('plan');
  const indoor = club.courts.filter((court) => court.indoor).length;
  return (
    <div className={clsx('flex items-center bg-sunken p-2 sm:p-3', className)}>
      <CourtPlan
        courts={club.courts}
        aspect={aspect}
        label={t('label', { club: club.name, courts: club.courts.length, indoor })}
        className="mx-auto h-full max-h-40 w-full"
      />
    </div>
  );
}

/** How a club's day looks, said and drawn. */
export async function ClubDayStrip({ club, load, now }: { club: Club; load: DayLoad; now: number }) {
  const [t, locale] = await Promise.all([getTranslations('day'), getLocale()]);
  const day = formatDay(load.date, localDateOf(now, club.timeZone), 'long', locale);
  const share = formatShare(load.freeShare ?? 0, locale);
  return <DayStrip halfHours={load.halfHours} label={t('strip', { day, share })} />;
}
