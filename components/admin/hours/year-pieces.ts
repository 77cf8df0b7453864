/** A stretch of whole days by local dates, both included. Either may be empty while it is typed. */
export type Stretch = { from: string; until: string };

/** The part of a stretch that lies in a year, in days after the first of January. */
export type YearPiece = {
  first: number;
  days: number;
  /** It goes on in the year before, or in the one after. */
  isCut: { before: boolean; after: boolean };
};

/** The part of a stretch in a year. Null where there is none, and for a stretch without both dates. */
export function pieceIn({ from, until }: Stretch, year: number): YearPiece | null {
  const [begins, ends] = [dayOf(`${year}-01-01`), dayOf(`${year + 1}-01-01`)];
  const [first, last] = [Math.max(begins, dayOf(from)), Math.min(ends - 1, dayOf(until))];
  if (!(first <= last)) return null;
  return {
    first: first - begins,
    days: last - first + 1,
    isCut: { before: dayOf(from) < begins, after: dayOf(until) >= ends },
  };
}

export const daysIn = (year: number): number => dayOf(`${year + 1}-01-01`) - dayOf(`${year}-01-01`);

/** The days that two of the stretches share. */
export function overlapsOf(stretches: readonly Stretch[]): Stretch[] {
  const whole = stretches.filter(isWhole);
  return whole.flatMap((one, index) =>
    whole
      .slice(index + 1)
      .map((other) => ({ from: later(one.from, other.from), until: earlier(one.until, other.until) }))
      .filter(isWhole),
  );
}

/** `15 jun` */
export const dayText = (date: string, months: readonly string[]): string =>
  `${Number(date.slice(8))} ${months[Number(date.slice(5, 7)) - 1] ?? ''}`;

/**
 * `15 jun – 15 sept 2026`, with both years where they differ. The short form has none where they do not. Empty without
 * both dates.
 */
export function stretchText(
  { from, until }: Stretch,
  months: readonly string[],
  form: 'short' | 'long' = 'long',
): string {
  if (!isWhole({ from, until })) return '';
  const [first, last] = [from.slice(0, 4), until.slice(0, 4)];
  const [begins, ends] = [dayText(from, months), dayText(until, months)];
  if (first !== last) return `${begins} ${first} – ${ends} ${last}`;
  return form === 'short' ? `${begins} – ${ends}` : `${begins} – ${ends} ${last}`;
}

const isWhole = ({ from, until }: Stretch) => from !== '' && from <= until;
const later = (one: string, other: string) => (one > other ? one : other);
const earlier = (one: string, other: string) => (one < other ? one : other);

const DAY_MS = 86_400_000;
const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
