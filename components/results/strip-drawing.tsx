import { clsx } from 'clsx';
import type { StripRun } from './strip-runs';

type Props = { runs: readonly StripRun[]; cells: number; className?: string };

/** The hours of a day side by side: free is light, taken is slate, closed is hatched. */
export function StripDrawing({ runs, cells, className }: Props) {
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${cells} 1`}
      preserveAspectRatio="none"
      className={clsx('hatch w-full overflow-hidden rounded-sm border border-edge', className)}
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
  );
}
