import { Info } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import type { FoundClub } from '@/lib/availability/search-clubs';
import { localTime, minuteOfDay, parseLocalTime } from '@/lib/core/time';
import type { AskedOfClubs } from './asked-of-clubs';

type Props = { found: FoundClub; asked: AskedOfClubs };

/** Says in a club's card that it has starts, but not the requested one. */
export async function NotAsAsked({ found, asked: { time, part } }: Props) {
  const t = await getTranslations('results');
  if (found.meets || found.starts.length === 0) return null;
  return (
    <p className="mt-3 flex items-center gap-1.5 text-note text-soft">
      <Info aria-hidden className="size-3.5 shrink-0" />
      {time !== null && <span>{t('notAtTime', { time, nearest: nearestTo(found, time) })}</span>}
      {part !== null && <span>{t(`notInPart.${part}`)}</span>}
    </p>
  );
}

function nearestTo({ starts, club }: FoundClub, time: string): string {
  const wanted = parseLocalTime(time) ?? 0;
  const away = (startsAt: number) => Math.abs(minuteOfDay(startsAt, club.timeZone) - wanted);
  const [nearest] = starts.toSorted((a, b) => away(a.startsAt) - away(b.startsAt));
  return nearest ? localTime(nearest.startsAt, club.timeZone) : '';
}
