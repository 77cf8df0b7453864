import { layoutCourts, type PlanCourt } from '@/lib/catalogue/court-plan/court-plan-layout';
import { PLAN_ID } from './draw-plan';
import { planPath } from './plan-path';

/** Where the drawing of a plan is served, and its frame. */
export type PlanView = { href: string; viewBox: string };

/** The plan of some courts in a frame of that aspect (width by height), with one of them in its full tone. */
export function planView(courts: readonly PlanCourt[], aspect: number, litCourtId?: number): PlanView {
  const { width, height } = layoutCourts(courts, aspect);
  return {
    href: `${planPath(courts, aspect, litCourtId)}#${PLAN_ID}`,
    viewBox: `0 0 ${width} ${height}`,
  };
}
