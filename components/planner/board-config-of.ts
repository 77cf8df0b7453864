import type { Club } from '@/lib/catalogue/catalogue';
import { usualMinutes } from './book/quick-slot';
import type { BoardLine } from './board-line';
import { placeOn, TRACK_MINUTES } from './board-scale';
import type { BoardConfig } from './desk/board-config';

/** What the board's scripts know of a club and of the day that is drawn. */
export function boardConfig(
  club: Club,
  lines: readonly BoardLine[],
  { locale, mayMove, size, way, now }: Pick<BoardConfig, 'locale' | 'mayMove' | 'size' | 'way' | 'now'>,
): BoardConfig {
  const [first] = lines;
  return {
    clubId: club.id,
    currency: club.currency,
    locale,
    timeZone: club.timeZone,
    now,
    size,
    way,
    startsAt: first?.scale.startsAt ?? 0,
    tracks: first?.scale.tracks ?? 1,
    step: club.stepMinutes / TRACK_MINUTES,
    opensAt: (first?.windows[0] && placeOn(first.scale, first.windows[0])?.at) ?? 1,
    usualLen: usualMinutes(club) / TRACK_MINUTES,
    courts: lines.map(({ court: { id, name } }) => ({ id, name })),
    mayMove,
    movePrice: club.movePrice,
  };
}
