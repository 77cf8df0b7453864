import { courtMark } from './court-mark';
import type { PlanCourt } from '@/lib/catalogue/court-plan/court-plan-layout';

/** What is said of the court that is in its full tone. */
export const LIT = 'lit';

/** The most courts of a drawing, and the most characters of a mark in it. */
export const PLAN_LIMITS = { courts: 60, mark: 4 };

/**
 * Where the plan of some courts is served, in a frame of that aspect (width by height). The address says all that is
 * drawn, so what it shows never changes: `/plans/1.4~padel-double-turf-indoor-1`, with `-lit` for a court in its full
 * tone.
 */
export function planPath(courts: readonly PlanCourt[], aspect: number, litCourtId?: number): string {
  const inOrder = courts.toSorted((a, b) => a.position - b.position).slice(0, PLAN_LIMITS.courts);
  const facts = inOrder.map(({ id, sport, format, surface, indoor, name }) => {
    const mark = courtMark(name)
      .replace(/[^\p{L}\p{N}]/gu, '')
      .slice(0, PLAN_LIMITS.mark);
    const kind = [sport, format, surface, indoor ? 'indoor' : 'outdoor'];
    return [...kind, encodeURIComponent(mark), ...(id === litCourtId ? [LIT] : [])].join('-');
  });
  return `/plans/${[aspect, ...facts].join('~')}`;
}
