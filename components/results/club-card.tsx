import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import type { FoundClub } from '@/lib/availability/search-clubs';
import type { Photo } from '@/lib/catalogue/list-photos';
import type { Locale } from '@/lib/core/context';
import { formatShortMoney } from '@/lib/core/money';
import { minuteOfDay } from '@/lib/core/time';
import type { AskedOfClubs } from './asked-of-clubs';
import { ClubChip } from './club-chips';
import { ClubPicture } from './club-picture';
import { pickStarts } from './pick-starts';

type Props = {
  found: FoundClub;
  asked: AskedOfClubs;
  locale: Locale;
  photo: Photo | undefined;
  first: boolean;
};

const MOST_CHIPS = 3;

/** A club in short: its picture, lowest price, place, and three starts, each a button that holds it. */
export async function ClubCard({ found, asked, locale, photo, first }: Props) {
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
        <ClubPicture
          club={club}
          photo={photo}
          aspect={2.1}
          sizes="(min-width: 64rem) 17rem, (min-width: 40rem) 50vw, 100vw"
          first={first}
          className="h-31 rounded-card"
          plan="absolute right-2.5 bottom-2.5 h-12 w-16"
        />
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
