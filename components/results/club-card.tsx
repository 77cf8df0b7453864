import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import type { FoundClub } from '@/lib/availability/search-clubs';
import type { Locale } from '@/lib/core/context';
import { formatShortMoney } from '@/lib/core/money';
import { minuteOfDay } from '@/lib/core/time';
import type { AskedOfClubs } from './asked-of-clubs';
import { ClubChip } from './club-chips';
import { pickStarts } from './pick-starts';
import { PlanTile } from './plan-tile';

type Props = { found: FoundClub; asked: AskedOfClubs; locale: Locale };

const MOST_CHIPS = 3;

/** A club in short: its plan, lowest price, place, and three starts, each a button that holds it. */
export async function ClubCard({ found, asked, locale }: Props) {
  const t = await getTranslations('common');
  const { club, fromPriceMinor, starts } = found;
  const search = new URLSearchParams({ date: asked.date, duration: String(asked.durationMinutes) });
  const picked = pickStarts(
    starts,
    ({ startsAt }) => minuteOfDay(startsAt, club.timeZone),
    { minute: null, part: asked.part },
    MOST_CHIPS,
  ).flatMap((part) => part.starts);
  return (
    <article>
      <div className="relative">
        <PlanTile club={club} aspect={2.1} className="h-31 rounded-card" />
        {fromPriceMinor !== null && (
          <p className="figures absolute bottom-2.5 left-2.5 rounded-sm bg-card px-2 py-0.5 font-strong text-caption">
            {t.rich('fromPrice', {
              price: formatShortMoney(fromPriceMinor, club.currency, locale),
              small: (words) => words,
            })}
          </p>
        )}
      </div>
      <h3 className="mt-2.5 truncate px-0.5 text-lead">
        <Link href={`/clubs/${club.slug}?${search}`} className="hover:underline">
          {club.name}
        </Link>
      </h3>
      <p className="truncate px-0.5 text-note text-soft">
        {[club.city, t('courts', { count: club.courts.length })].join(' · ')}
      </p>
      <div className="mt-2.5 grid grid-cols-3 gap-1.5">
        {picked.map((start) => (
          <ClubChip key={start.startsAt} start={start} found={found} asked={asked} />
        ))}
      </div>
    </article>
  );
}
