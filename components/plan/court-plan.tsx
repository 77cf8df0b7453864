import { clsx } from 'clsx';
import { layoutCourts, type PlanCourt } from './court-plan-layout';
import { PLAN_ID } from './draw-plan';
import { planPath } from './plan-path';

type Props = {
  courts: readonly PlanCourt[];
  /** What the picture shows, for screen readers. */
  label: string;
  /** Width by height of the frame it is drawn into. */
  aspect: number;
  /** The one court of the page, which has its surface's full tone. */
  litCourtId?: number;
  className?: string;
};

/** A club seen from above, to scale. The drawing is a file, which many cards and pages share. */
export function CourtPlan({ courts, label, aspect, litCourtId, className }: Props) {
  const plan = layoutCourts(courts, aspect);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${plan.width} ${plan.height}`}
      className={clsx('figures block', className)}
    >
      <use href={`${planPath(courts, aspect, litCourtId)}#${PLAN_ID}`} />
    </svg>
  );
}
