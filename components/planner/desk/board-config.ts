import type { Locale } from '@/lib/core/context';

/** What a board's scripts know of the club and of the day. */
export type BoardConfig = {
  clubId: number;
  currency: string;
  locale: Locale;
  timeZone: string;
  /** When the board was drawn, epoch ms. */
  now: number;
  /** How high five minutes are drawn. */
  size: 'compact' | 'normal' | 'large';
  /** Whether time runs down beside the courts, or to the right as on a tape. */
  way: 'down' | 'tape';
  /** The instant of the first track, epoch ms, and how many tracks there are. */
  startsAt: number;
  tracks: number;
  /** The tracks between two starts, and the track of the first opening. */
  step: number;
  opensAt: number;
  /** How long a booking usually is, in tracks. */
  usualLen: number;
  courts: readonly { id: number; name: string }[];
  mayMove: boolean;
  /** What becomes of a price that a move changes. */
  movePrice: 'ask' | 'keep' | 'list';
};

/** The sentences of the board's scripts in the page's language, with `{…}` where a value stands. */
export type DeskWords = Readonly<Record<string, string>>;

/** A sentence with its values in their places. */
export function fill(words: DeskWords, key: string, values: Readonly<Record<string, string>> = {}): string {
  const template = words[key] ?? '';
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
