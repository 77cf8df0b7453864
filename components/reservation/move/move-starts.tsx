import { clsx } from 'clsx';
import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { localTime } from '@/lib/core/time';
import type { OwnDay, OwnStart } from '@/lib/moves/list-own-moves';
import { differenceWords } from './difference-words';

type Props = {
  day: OwnDay;
  chosen: OwnStart | undefined;
  hrefOf: (start: OwnStart) => string;
};

/** The starts of a day, each with the difference on its best court. */
export async function MoveStarts({ day, chosen, hrefOf }: Props) {
  const [t, words] = await Promise.all([getTranslations('move'), differenceWords(day.booking.currency)]);
  return (
    <nav aria-label={t('starts')}>
      <ol className="grid grid-cols-[repeat(auto-fill,minmax(5.5rem,1fr))] gap-2">
        {bestOfEach(day).map((start) => {
          const isChosen = start.startsAt === chosen?.startsAt;
          return (
            <li key={start.startsAt}>
              <Link
                href={hrefOf(start)}
                scroll={false}
                aria-current={isChosen ? 'true' : undefined}
                className={clsx('chip', isChosen && 'chip-asked')}
              >
                <span className="chip-title figures">{localTime(start.startsAt, day.club.timeZone)}</span>{' '}
                <span className="chip-note">{words.short(start.differenceMinor)}</span>
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** Of each start the court that costs least, the booking's own among equals. */
function bestOfEach({ starts, booking }: OwnDay): OwnStart[] {
  const best = new Map<number, OwnStart>();
  for (const start of starts) {
    const known = best.get(start.startsAt);
    const isOwn = start.court.id === booking.courtId && start.differenceMinor === known?.differenceMinor;
    if (!known || isOwn || start.differenceMinor < known.differenceMinor) best.set(start.startsAt, start);
  }
  return [...best.values()];
}
