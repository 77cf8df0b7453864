import { clsx } from 'clsx';
import { courtLines } from './court-lines';
import { courtMark } from './court-mark';
import { layoutCourts, type PlacedCourt, type PlanCourt } from './court-plan-layout';
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

const LIT = {
  turf: 'fill-turf',
  clay: 'fill-clay',
  hard: 'fill-hard',
  grass: 'fill-grass',
  concrete: 'fill-concrete',
} as const;

/** A club seen from above, to scale. The drawing is a file, which many cards and pages share. */
export function CourtPlan({ courts, label, aspect, litCourtId, className }: Props) {
  const plan = layoutCourts(courts, aspect);
  const lit = plan.courts.find(({ id }) => id === litCourtId);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${plan.width} ${plan.height}`}
      className={clsx('figures block', className)}
    >
      <use href={`${planPath(courts, aspect)}#${PLAN_ID}`} />
      {lit && <LitCourt court={lit} />}
    </svg>
  );
}

function LitCourt({ court }: { court: PlacedCourt<PlanCourt> }) {
  const { x, y, width, height } = court;
  const middle = y + height / 2;
  return (
    <g>
      <rect x={x} y={y} width={width} height={height} rx="0.4" className={LIT[court.surface]} />
      <path d={courtLines(court)} className="stroke-chalk" strokeWidth="0.22" fill="none" />
      <path d={`M${x - 0.3} ${middle}h${width + 0.6}`} className="stroke-chalk" strokeWidth="0.45" />
      <circle cx={x + width / 2} cy={middle} r="2.3" className="fill-card" />
      <text
        x={x + width / 2}
        y={middle}
        dy="0.36em"
        textAnchor="middle"
        fontSize="2.7"
        className="figures fill-ink font-strong"
      >
        {courtMark(court.name)}
      </text>
    </g>
  );
}
