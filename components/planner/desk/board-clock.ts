import { formatInstant } from '@/lib/core/i18n/format';
import type { BoardConfig } from './board-config';
import type { Spot } from '@/components/planner/lift/lift-rules';

const TRACK_MS = 5 * 60_000;

type Clock = Pick<BoardConfig, 'startsAt' | 'timeZone' | 'locale'>;

const instantAt = ({ startsAt }: Clock, track: number): number => startsAt + (track - 1) * TRACK_MS;

/** The club's date and wall time at the beginning of a track, as the API takes them. */
export function wallAt(clock: Clock, track: number): { date: string; time: string } {
  const ms = instantAt(clock, track);
  // Swedish writes dates as the API does.
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone: clock.timeZone }).format(ms);
  return { date, time: timeAt(clock, track) };
}

const timeAt = (clock: Clock, track: number): string =>
  formatInstant(instantAt(clock, track), 'time', clock.locale, clock.timeZone);

/** `18:30–20:00` */
export const spanOf = (clock: Clock, { at, len }: Pick<Spot, 'at' | 'len'>): string =>
  `${timeAt(clock, at)}–${timeAt(clock, at + len)}`;
