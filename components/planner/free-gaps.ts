import type { TimeRange } from '@/lib/core/time';

/** The free time of a court within its windows, in order. What is taken may overlap and come in any order. */
export function freeGaps(windows: readonly TimeRange[], taken: readonly TimeRange[]): TimeRange[] {
  const inOrder = taken.toSorted((a, b) => a.startsAt - b.startsAt);
  return windows.flatMap((window) => gapsIn(window, inOrder));
}

function gapsIn(window: TimeRange, taken: readonly TimeRange[]): TimeRange[] {
  const gaps: TimeRange[] = [];
  let from = window.startsAt;
  for (const { startsAt, endsAt } of taken) {
    if (startsAt >= window.endsAt) break;
    if (startsAt > from) gaps.push({ startsAt: from, endsAt: startsAt });
    from = Math.max(from, endsAt);
  }
  if (from < window.endsAt) gaps.push({ startsAt: from, endsAt: window.endsAt });
  return gaps;
}
