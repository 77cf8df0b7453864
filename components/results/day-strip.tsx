import { StripDrawing } from './strip-drawing';
import type { StripRun } from './strip-runs';

/** `cells` half hours from 06:00 to 24:00, of which the runs are open. */
type Props = { runs: readonly StripRun[]; cells: number; label: string };

const HOURS = [6, 12, 18, 24];

/** A club's day in a strip: free is light, taken is slate, closed is hatched. */
export function DayStrip({ runs, cells, label }: Props) {
  return (
    <div role="img" aria-label={label} className="grid gap-1">
      <div aria-hidden className="figures flex justify-between text-caption text-faint">
        {HOURS.map((hour) => (
          <span key={hour}>{hour}</span>
        ))}
      </div>
      <StripDrawing runs={runs} cells={cells} className="h-2.5" />
    </div>
  );
}
