import type { Club } from '@/lib/catalogue/catalogue';
import { priceSlot } from '@/lib/catalogue/price';
import { addDays, type LocalDate, localDateOf, weekdayOf } from '@/lib/core/time';

/** A booking of one person at a club, or a start that they want there, in epoch ms. */
export type OwnGame = { courtId: number; startsAt: number; endsAt: number };

/** The limit of a category that one of its people has reached. */
export type Quota = {
  limit: 'upcoming' | 'prime';
  most: number;
  category: { es: string; en: string };
};

type Limits = Pick<Club['categories'][number], 'maxUpcoming' | 'maxPrimePerWeek'>;

/** Whether a category limits how much its people book. */
export const hasQuota = ({ maxUpcoming, maxPrimePerWeek }: Limits): boolean =>
  maxUpcoming !== null || maxPrimePerWeek !== null;

/**
 * Tells of a start which limit of their category a person has reached with the bookings that they have at a club. Null
 * when they may book it. A start is at prime time when a rule that is marked as prime prices a minute of it, and its
 * week begins on Monday by the club's clock.
 */
export function quotaOf(
  club: Club,
  category: string | null,
  games: readonly OwnGame[],
  nowMs: number,
): (wanted: OwnGame) => Quota | null {
  const group = club.categories.find(({ code }) => code === category);
  if (!group) return () => null;
  const { maxUpcoming, maxPrimePerWeek, name } = group;
  const upcoming = games.filter(({ startsAt }) => startsAt > nowMs);
  if (maxUpcoming !== null && upcoming.length >= maxUpcoming)
    return () => ({ limit: 'upcoming', most: maxUpcoming, category: name });
  const isPrime = primeOf(club, category);
  if (maxPrimePerWeek === null || !isPrime) return () => null;
  const weekOf = ({ startsAt }: OwnGame) => mondayOf(localDateOf(startsAt, club.timeZone));
  const taken = games.filter(isPrime).map(weekOf);
  return (wanted) => {
    const week = weekOf(wanted);
    if (taken.filter((other) => other === week).length < maxPrimePerWeek || !isPrime(wanted)) return null;
    return { limit: 'prime', most: maxPrimePerWeek, category: name };
  };
}

/** Null where the club calls nothing prime. */
function primeOf(
  { priceRules, timeZone, currency, holidays }: Club,
  category: string | null,
): ((game: OwnGame) => boolean) | null {
  const prime = new Set(priceRules.flatMap((rule) => (rule.prime ? rule.id : [])));
  if (prime.size === 0) return null;
  return (game) => {
    const price = priceSlot(priceRules, { ...game, category, timeZone, currency, holidays });
    return price?.lines.some(({ ruleId }) => prime.has(ruleId)) ?? false;
  };
}

const mondayOf = (date: LocalDate): LocalDate => addDays(date, 1 - weekdayOf(date));

/** Parts the starts that a person may book from those beyond a limit, of which the first is told. */
export function withinQuota<Start>(
  starts: readonly Start[],
  quotaAt: (start: Start) => Quota | null,
): { allowed: Start[]; reached: Quota | null } {
  let reached: Quota | null = null;
  const allowed = starts.filter((start) => {
    const quota = quotaAt(start);
    reached ??= quota;
    return quota === null;
  });
  return { allowed, reached };
}
