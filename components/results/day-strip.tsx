import { clsx } from 'clsx';
import { stripRuns } from './strip-runs';

type Props = {
  /** From 06:00 to 24:00. The free share is null while the club is closed. */
  halfHours: readonly { minute: number; freeShare: number | null }[];
  label: string;
  className?: string;
};

const HOURS = [6, 12, 18, 24];

/** A club's day in a strip: free is light, taken is slate, closed is hatched. */
export function DayStrip({ halfHours, label, className }: Props) {
  const runs = stripRuns(halfHours);
  return (
    <div role="img" aria-label={label} className={clsx('grid gap-1', className)}>
      <div aria-hidden className="figures flex justify-between text-caption text-faint">
        {HOURS.map((hour) => (
          <span key={hour}>{hour}</span>
        ))}
      </div>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${halfHours.length} 1`}
        preserveAspectRatio="none"
        className="hatch h-2.5 w-full overflow-hidden rounded-sm border border-edge"
      >
        <path
          d={runs.map(({ start, length }) => `M${start} 0h${length}v1h-${length}z`).join('')}
          className="fill-free"
        />
        {runs
          .filter(({ freeShare }) => freeShare < 1)
          .map(({ start, length, freeShare }) => (
            <rect
              key={start}
              x={start}
              width={length}
              height="1"
              className="fill-full"
              fillOpacity={Math.round((1 - freeShare) * 100) / 100}
            />
          ))}
      </svg>
    </div>
  );
}
