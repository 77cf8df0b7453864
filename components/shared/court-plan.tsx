import { clsx } from 'clsx';
import { useId } from 'react';
import { courtMark } from './court-mark';
import { layoutCourts, type PlacedCourt, type PlanCourt } from './court-plan-layout';

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

const PALE = {
  turf: 'fill-turf-pale',
  clay: 'fill-clay-pale',
  hard: 'fill-hard-pale',
  grass: 'fill-grass-pale',
  concrete: 'fill-concrete-pale',
} as const;
const LIT = {
  turf: 'fill-turf',
  clay: 'fill-clay',
  hard: 'fill-hard',
  grass: 'fill-grass',
  concrete: 'fill-concrete',
} as const;

/** A club seen from above, to scale: pale tints for surfaces, hatches for roofs, numbers for courts. */
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
        <Court key={court.id} court={court} lit={litCourtId === court.id} />
      ))}
    </svg>
  );
}

function Court({ court, lit }: { court: PlacedCourt; lit: boolean }) {
  const { x, y, width, height } = court;
  const middle = y + height / 2;
  return (
    <g>
      <rect
        x={x}
        y={y}
        width={width}
        height={height}
        rx="0.4"
        className={(lit ? LIT : PALE)[court.surface]}
      />
      <path
        d={court.sport === 'padel' ? padelLines(court) : tennisLines(court)}
        className="stroke-chalk"
        strokeWidth="0.22"
        fill="none"
      />
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

/** All lines as one path, because each element of a page is sent twice. Service lines 6.95 m from the net, joined. */
function padelLines({ x, y, width, height }: PlacedCourt): string {
  const across = `h${width - 0.8}`;
  const upper = y + height / 2 - 6.95;
  return [
    `M${x + 0.4} ${y + 0.4}${across}v${height - 0.8}h${0.8 - width}z`,
    `M${x + 0.4} ${upper}${across}`,
    `M${x + 0.4} ${upper + 13.9}${across}`,
    `M${x + width / 2} ${upper}v13.9`,
  ].join('');
}

/** Singles lines lie 1.37 m inside the tramlines, service lines 6.4 m from the net. */
function tennisLines({ x, y, width, height }: PlacedCourt): string {
  const down = `v${height - 0.8}`;
  const across = `h${width - 2.74}`;
  const upper = y + height / 2 - 6.4;
  return [
    `M${x + 0.4} ${y + 0.4}h${width - 0.8}${down}h${0.8 - width}z`,
    `M${x + 1.37} ${y + 0.4}${down}`,
    `M${x + width - 1.37} ${y + 0.4}${down}`,
    `M${x + 1.37} ${upper}${across}`,
    `M${x + 1.37} ${upper + 12.8}${across}`,
    `M${x + width / 2} ${upper}v12.8`,
  ].join('');
}
