import type { PriceRule } from './price';

/**
 * The rule before this one that fits whenever this one does, so that this one never decides. Null when there is none.
 * It looks at single rules: several that cover one together are not found.
 */
export const coveringRule = <Rule extends PriceRule>(rules: readonly Rule[], index: number): Rule | null => {
  const covered = rules[index];
  if (!covered) return null;
  return rules.slice(0, index).find((rule) => covers(rule, covered)) ?? null;
};

const covers = (wide: PriceRule, narrow: PriceRule): boolean =>
  holds(wide.courtIds, narrow.courtIds) &&
  holds(wide.weekdays, narrow.weekdays) &&
  holds(wide.durationsMinutes, narrow.durationsMinutes) &&
  (wide.category === null || wide.category === narrow.category) &&
  (wide.onHolidays === null || wide.onHolidays === narrow.onHolidays) &&
  (wide.seasonFrom === null || (narrow.seasonFrom !== null && narrow.seasonFrom >= wide.seasonFrom)) &&
  (wide.seasonUntil === null || (narrow.seasonUntil !== null && narrow.seasonUntil <= wide.seasonUntil)) &&
  holdsTime(wide, narrow);

const holds = (wide: readonly number[] | null, narrow: readonly number[] | null): boolean =>
  wide === null || (narrow?.every((value) => wide.includes(value)) ?? false);

/** A rule over midnight is covered by one with the same times or without any condition on days. */
function holdsTime(wide: PriceRule, narrow: PriceRule): boolean {
  const [outer, inner] = [timesOf(wide), timesOf(narrow)];
  if (inner.until <= 1440) return outer.from <= inner.from && inner.until <= outer.until;
  const isWhole = outer.from === 0 && outer.until === 1440 && !isOfSomeDays(wide);
  return isWhole || (outer.from <= inner.from && inner.until <= outer.until);
}

function timesOf({ fromMinute, untilMinute }: PriceRule): { from: number; until: number } {
  const [from, until] = [fromMinute ?? 0, untilMinute ?? 1440];
  return { from, until: until > from ? until : until + 1440 };
}

const isOfSomeDays = ({ weekdays, seasonFrom, seasonUntil, onHolidays }: PriceRule): boolean =>
  weekdays !== null || seasonFrom !== null || seasonUntil !== null || onHolidays !== null;
