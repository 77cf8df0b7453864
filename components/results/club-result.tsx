import { clsx } from 'clsx';
import { MapPin } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { QuotaNote } from '@/components/club/quota-note';
import { ClubZone } from '@/components/shared/club-zone';
import { Link } from '@/components/shared/link';
import { Card } from '@/components/ui/card';
import { dayLoad } from '@/lib/availability/day-load';
import type { FoundClub } from '@/lib/availability/search-clubs';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Photo } from '@/lib/catalogue/list-photos';
import { formatKilometres } from '@/lib/core/i18n/format';
import { formatShortMoney } from '@/lib/core/money';
import type { AskedOfClubs } from './asked-of-clubs';
import { ClubChips } from './club-chips';
import { ClubDayStrip } from './club-day-strip';
import { ClubFacts } from './club-facts';
import { ClubPicture } from './club-picture';
import { NotAsAsked } from './not-as-asked';

type Props = { found: FoundClub; asked: AskedOfClubs; photo: Photo | undefined; first: boolean };

/** The place of a club on the page of results. */
export const clubAnchor = ({ id }: Pick<Club, 'id'>) => `club-${id}`;

/** One club of the results: its picture, its day, and starts from all parts of the day, each a button that holds it. */
export async function ClubResult({ found, asked, photo, first }: Props) {
  const [t, locale] = await Promise.all([getTranslations('common'), getLocale()]);
  const { club, distanceKm, fromPriceMinor } = found;
  const { date, time, durationMinutes, now } = asked;
  const search = new URLSearchParams({ date, duration: String(durationMinutes), ...(time && { time }) });
  const clubHref = `/clubs/${club.slug}?${search}`;
  return (
    <Card
      id={clubAnchor(club)}
      className="grid scroll-mt-4 grid-cols-[minmax(0,1fr)_auto] overflow-hidden sm:grid-cols-[12rem_minmax(0,1fr)] lg:grid-cols-[14.75rem_minmax(0,1fr)_11.25rem]"
    >
      <ClubPicture
        club={club}
        photo={photo}
        aspect={1.25}
        sizes="(min-width: 64rem) 14.75rem, (min-width: 40rem) 12rem, 100vw"
        first={first}
        className={clsx(
          'col-start-1 row-start-1 max-sm:col-end-3 sm:row-end-4 lg:row-end-3',
          photo ? 'max-sm:h-40 sm:min-h-44 lg:min-h-50' : 'max-sm:h-24',
        )}
        plan="col-start-1 row-start-1 m-2.5 h-18 w-24 self-end justify-self-end max-sm:col-end-3 sm:row-end-4 lg:col-start-3 lg:row-end-3 lg:mx-4.5 lg:mt-3.5 lg:h-20 lg:w-auto lg:self-start lg:justify-self-stretch lg:p-0"
      />
      <div className="min-w-0 px-4 pt-3 max-sm:row-start-2 sm:px-6 sm:pt-4">
        <h2 className="text-lead sm:text-title">
          <Link href={clubHref} className="hover:underline">
            {club.name}
          </Link>
        </h2>
        <div className="mt-1 flex flex-wrap gap-x-4 text-note text-soft">
          <p className="flex items-center gap-1.5">
            <MapPin aria-hidden className="size-3.5 shrink-0" />
            <span>{club.city}</span>
            <ClubZone club={club} at={found.starts[0]?.startsAt ?? now} />
            {distanceKm !== null && <span>· {formatKilometres(distanceKm, locale)}</span>}
          </p>
          <ClubFacts courts={club.courts} />
        </div>
      </div>
      <div className="min-w-0 self-end px-4 pt-3 pb-4 max-sm:col-span-2 max-sm:row-start-3 sm:px-6 lg:col-start-2">
        <ClubChips found={found} asked={asked} clubHref={clubHref} />
        <NotAsAsked found={found} asked={asked} />
        {found.quota && (
          <div className="mt-3">
            <QuotaNote quota={found.quota} />
          </div>
        )}
      </div>
      <div className="flex gap-4 px-4 pt-3.5 max-sm:row-start-2 sm:px-6 sm:pt-0 sm:pb-4 lg:col-start-3 lg:row-span-2 lg:row-start-1 lg:flex-col lg:justify-end lg:border-line lg:border-l lg:px-4.5">
        <div className="min-w-0 flex-1 max-sm:hidden lg:flex-none">
          <ClubDayStrip club={club} load={dayLoad(club, found.busy, date, now)} now={now} />
        </div>
        {fromPriceMinor !== null && (
          <p className="figures flex items-baseline justify-between gap-2 whitespace-nowrap font-strong text-body sm:self-end lg:self-auto lg:text-lead">
            {t.rich('fromPrice', {
              price: formatShortMoney(fromPriceMinor, club.currency, locale),
              small: (words) => <span className="font-normal text-note">{words}</span>,
            })}
          </p>
        )}
      </div>
    </Card>
  );
}
