import { freeGaps } from '@/components/planner/free-gaps';
import { MINUTE_MS, type TimeRange } from '@/lib/core/time';

/**
 * The starts (epoch ms) of a court at which so many minutes are free, in order, at the club's step from each opening.
 */
export function freeStarts(
  windows: readonly TimeRange[],
  taken: readonly TimeRange[],
  minutes: number,
  stepMinutes: number,
): number[] {
  const [lengthMs, stepMs] = [minutes * MINUTE_MS, stepMinutes * MINUTE_MS];
  return windows.flatMap((window) => {
    const gaps = freeGaps([window], taken);
    const fits = (startsAt: number) =>
      gaps.some((gap) => gap.startsAt <= startsAt && startsAt + lengthMs <= gap.endsAt);
    const count = Math.ceil((window.endsAt - window.startsAt) / stepMs);
    return Array.from({ length: count }, (_, index) => window.startsAt + index * stepMs).filter(fits);
  });
}
