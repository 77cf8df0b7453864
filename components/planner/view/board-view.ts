import type { BoardLine, LineLoad } from '@/components/planner/board-line';
import { type BoardScale, placeOn } from '@/components/planner/board-scale';
import { startIn } from '@/components/planner/book/quick-slot';
import { freeGaps } from '@/components/planner/free-gaps';
import { OCCUPYING } from '@/db/schema';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Locale } from '@/lib/core/context';
import { formatShare, formatSpan } from '@/lib/core/i18n/format';
import { localTime, type TimeRange } from '@/lib/core/time';
import type { BoardItem } from '@/lib/desk/board-item';
import type { ItemView } from './item-view';

/** The first track, from 1, and how many it covers. */
export type Place = { at: number; len: number };

/** What is drawn of courts side by side. Their scales are of one length. */
export type BoardView = {
  tracks: number;
  hours: readonly { at: number; label: string }[];
  /** The track of now and the time there. Null on other days. */
  now: { at: number; time: string } | null;
  lines: readonly LineView[];
};

export type LineView = {
  id: string;
  courtId: number;
  title: string;
  note: string;
  /** Which share of its open time is taken, written and in percent. */
  share: { text: string; percent: number };
  /** How full all courts are. */
  load?: LineLoad;
  nowAt: number | null;
  closed: readonly Place[];
  /** A place that is being booked. */
  fresh: Place | null;
  /** Where a gap is booked, without its start. Null for whoever may not book. */
  gapHref: string | null;
  pieces: readonly PieceView[];
};

type PieceView = Place & ({ item: ItemView } | { gap: GapView });

/** Free time: when it begins, how it is read, and the wall time at which a booking starts. */
export type GapView = { startsAt: number; span: string; start: string };

type Drawing = {
  club: Pick<Club, 'stepMinutes' | 'timeZone'>;
  /** The items as they are drawn, by id. */
  views: ReadonlyMap<string, ItemView>;
  /** Where a gap of a line is booked, without its start. Null for whoever may not book. */
  gapHref: ((line: BoardLine) => string) | null;
  /** A place that is being booked. */
  slot: (TimeRange & { courtId: number }) | null;
  /** Epoch ms. */
  now: number;
  locale: Locale;
};

/** A board as it is drawn: the pieces of each court in the order of time. */
export function boardView(lines: readonly BoardLine[], drawing: Drawing): BoardView {
  const { club, now } = drawing;
  const drawn = lines.map((line) => lineView(line, drawing));
  const [first] = lines;
  const nowAt = drawn.find((line) => line.nowAt !== null)?.nowAt;
  return {
    tracks: first?.scale.tracks ?? 1,
    hours: first?.scale.hours.map(({ at, label }) => ({ at, label })) ?? [],
    now: typeof nowAt === 'number' ? { at: nowAt, time: localTime(now, club.timeZone) } : null,
    lines: drawn,
  };
}

function lineView(line: BoardLine, drawing: Drawing): LineView {
  const { court, date, windows, items, scale } = line;
  const { slot, now, locale, gapHref } = drawing;
  const taken = items.filter(({ status }) => OCCUPYING.some((occupying) => occupying === status));
  const share = shareOf(windows, taken);
  return {
    id: `court-${court.id}-${date}`,
    courtId: court.id,
    title: line.title,
    note: line.note,
    ...(line.load && { load: line.load }),
    share: { text: formatShare(share, locale), percent: Math.round(share * 100) },
    nowAt: placeOn(scale, { startsAt: now, endsAt: now + 1 })?.at ?? null,
    closed: freeGaps([scale], windows).flatMap((range) => placeOn(scale, range) ?? []),
    fresh: slot?.courtId === court.id ? placeOn(scale, slot) : null,
    gapHref: gapHref && `${gapHref(line)}${court.id}T`,
    pieces: [...items, ...(gapHref ? freeGaps(windows, taken) : [])]
      .sort((a, b) => a.startsAt - b.startsAt)
      .flatMap((range) => pieceView(range, scale, drawing) ?? []),
  };
}

function pieceView(
  range: BoardItem | TimeRange,
  scale: BoardScale,
  { club, views, now, locale }: Drawing,
): PieceView | null {
  const place = placeOn(scale, range);
  if (!place) return null;
  if ('id' in range) {
    const item = views.get(range.id);
    return item ? { ...place, item } : null;
  }
  const { startsAt, endsAt } = range;
  const span = formatSpan(startsAt, endsAt, locale, club.timeZone);
  return { ...place, gap: { startsAt, span, start: localTime(startIn(range, club, now), club.timeZone) } };
}

/** Which share of its open time a court is taken. */
function shareOf(windows: readonly TimeRange[], taken: readonly TimeRange[]): number {
  const lengthOf = (ranges: readonly TimeRange[]) =>
    ranges.reduce((sum, { startsAt, endsAt }) => sum + endsAt - startsAt, 0);
  const open = lengthOf(windows);
  return open === 0 ? 0 : 1 - lengthOf(freeGaps(windows, taken)) / open;
}
