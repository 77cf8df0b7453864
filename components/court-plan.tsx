import { clsx } from 'clsx';
import { Fragment, useId } from 'react';
import { layoutCourts, type PlacedCourt, type PlanCourt } from './court-plan-layout';

type Props = {
  courts: readonly PlanCourt[];
  /** What the picture shows, for those who do not see it. */
  label: string;
  /** Width by height of the frame it is drawn into. */
  aspect: number;
  /** The one court the page is about; the others step back. */
  litCourtId?: number;
  className?: string;
};

const SURFACE_FILL = {
  turf: 'fill-turf',
  clay: 'fill-clay',
  hard: 'fill-hard',
  grass: 'fill-grass',
  concrete: 'fill-concrete',
} as const;

/** A club seen from above, to scale: surfaces by tint, roofs by hatch, courts by number. */
export function CourtPlan({ courts, label, aspect, litCourtId, className }: Props) {
  const hatch = useId();
  const plan = layoutCourts(courts, aspect);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${plan.width} ${plan.height}`}
      className={clsx('block', className)}
    >
      <defs>
        <pattern
          id={hatch}
          width="1.6"
          height="1.6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <line
            x1="0"
            y1="0"
            x2="0"
            y2="1.6"
            className="stroke-line-strong"
            strokeWidth="0.35"
            opacity="0.6"
          />
        </pattern>
      </defs>
      {plan.roofs.map((roof) => (
        <rect
          key={`${roof.x} ${roof.y}`}
          {...roof}
          rx="0.8"
          fill={`url(#${hatch})`}
          className="stroke-line-strong"
          strokeWidth="0.25"
        />
      ))}
      {plan.courts.map((court) => (
        <Fragment key={court.id}>
          {/* Keeps the roof's hatch from showing through a court that steps back. */}
          <rect x={court.x} y={court.y} width={court.width} height={court.height} className="fill-sunken" />
          <Court court={court} dimmed={litCourtId !== undefined && litCourtId !== court.id} />
        </Fragment>
      ))}
    </svg>
  );
}

function Court({ court, dimmed }: { court: PlacedCourt; dimmed: boolean }) {
  const { x, y, width, height } = court;
  const middle = y + height / 2;
  return (
    <g opacity={dimmed ? 0.32 : 1}>
      <rect x={x} y={y} width={width} height={height} rx="0.4" className={SURFACE_FILL[court.surface]} />
      <g className="stroke-chalk" strokeWidth="0.22" fill="none">
        <rect x={x + 0.4} y={y + 0.4} width={width - 0.8} height={height - 0.8} />
        {court.sport === 'padel' ? <PadelLines {...court} /> : <TennisLines {...court} />}
        <line x1={x - 0.3} x2={x + width + 0.3} y1={middle} y2={middle} strokeWidth="0.45" />
      </g>
      <circle cx={x + width / 2} cy={middle} r="2.3" className="fill-card" />
      <text
        x={x + width / 2}
        y={middle}
        dy="0.36em"
        textAnchor="middle"
        fontSize="2.7"
        className="figures fill-ink font-strong"
      >
        {court.position}
      </text>
    </g>
  );
}

/** Service lines lie 6.95 m from the net, joined by the centre line. */
function PadelLines({ x, y, width, height }: PlacedCourt) {
  const [upper, lower] = [y + height / 2 - 6.95, y + height / 2 + 6.95];
  return (
    <>
      <line x1={x + 0.4} x2={x + width - 0.4} y1={upper} y2={upper} />
      <line x1={x + 0.4} x2={x + width - 0.4} y1={lower} y2={lower} />
      <line x1={x + width / 2} x2={x + width / 2} y1={upper} y2={lower} />
    </>
  );
}

/** Singles lines lie 1.37 m inside the tramlines, service lines 6.4 m from the net. */
function TennisLines({ x, y, width, height }: PlacedCourt) {
  const [left, right] = [x + 1.37, x + width - 1.37];
  const [upper, lower] = [y + height / 2 - 6.4, y + height / 2 + 6.4];
  return (
    <>
      <line x1={left} x2={left} y1={y + 0.4} y2={y + height - 0.4} />
      <line x1={right} x2={right} y1={y + 0.4} y2={y + height - 0.4} />
      <line x1={left} x2={right} y1={upper} y2={upper} />
      <line x1={left} x2={right} y1={lower} y2={lower} />
      <line x1={x + width / 2} x2={x + width / 2} y1={upper} y2={lower} />
    </>
  );
}
