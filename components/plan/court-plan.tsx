import type { PlanCourt } from '@/lib/catalogue/court-plan/court-plan-layout';
import { PlanImage } from './plan-image';
import { planView } from './plan-view';

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

/** The plan of some courts. */
export const CourtPlan = ({ courts, label, aspect, litCourtId, className }: Props) => (
  <PlanImage plan={planView(courts, aspect, litCourtId)} label={label} className={className} />
);
