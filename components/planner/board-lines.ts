import { openWindows } from '@/lib/availability/open-day';
import type { Court } from '@/lib/catalogue/catalogue';
import { stripPaths } from '@/components/results/strip-paths';
import type { DayLoad } from '@/lib/availability/day-load';
import { formatDate, formatShare } from '@/lib/core/i18n/format';
import { addDays, dayBounds, type LocalDate } from '@/lib/core/time';
import type { Planner } from '@/lib/desk/get-planner';
import { type BoardLine, type LineLoad, scalesOf } from './board-line';
import { scaleOf } from './board-scale';
import type { BoardWords } from './board-words';
import { ofItsDay } from './of-its-day';

/** A day's courts side by side, of those that are shown. Null when it is closed and nothing is booked. */
export function dayLines(
  { club, date, courts, items, windows }: Planner,
  shown: readonly number[],
  words: BoardWords,
): BoardLine[] | null {
  const onDay = items.filter(ofItsDay(club, date));
  const scale = scaleOf(windows, onDay, club.timeZone);
  if (!scale) return null;
  return courts
    .filter(({ court }) => shown.includes(court.id))
    .map(({ court, windows: open }) => ({
      court,
      date,
      title: court.name,
      note: noteOf(court, open.length === 0, words),
      windows: open,
      items: onDay.filter(({ courtId }) => courtId === court.id),
      scale,
      load: null,
    }));
}

/** Seven days of one court side by side, each under how full all courts are. Null when it is never open and nothing is booked. */
export function weekLines(
  { club, date, items }: Planner,
  court: Court | undefined,
  loads: readonly DayLoad[],
  words: BoardWords,
): BoardLine[] | null {
  const days = Array.from({ length: 7 }, (_, index) => addDays(date, index)).map((day) => {
    const windows = openWindows(club, day);
    const isOfDay = ofItsDay(club, day);
    const ends = windows.at(-1)?.endsAt ?? 0;
    const bounds = dayBounds(day, club.timeZone);
    const within = items.filter(
      (item) =>
        isOfDay(item) && item.endsAt > bounds.startsAt && item.startsAt < Math.max(ends, bounds.endsAt),
    );
    return { date: day, windows, items: within };
  });
  const scales = scalesOf(days, club.timeZone);
  if (!scales || !court) return null;
  return days.flatMap((day, index) => {
    const scale = scales[index];
    if (!scale) return [];
    const title = formatDate(day.date, 'short', words.locale);
    return [{ court, ...day, title, note: court.name, scale, load: loadOn(day.date, loads, words) }];
  });
}

function loadOn(date: LocalDate, loads: readonly DayLoad[], { t, locale }: BoardWords): LineLoad | null {
  const load = loads.find((one) => one.date === date);
  if (!load || load.freeShare === null) return null;
  const share = formatShare(1 - load.freeShare, locale);
  return { strip: stripPaths(load.halfHours), label: t('loadOfAll', { share }) };
}

function noteOf(court: Court, isRetired: boolean, { t }: BoardWords): string {
  if (isRetired) return t('retired');
  const cover = t(court.indoor ? 'indoor' : 'outdoor');
  return court.format === 'single' ? `${cover} · ${t('single')}` : cover;
}
