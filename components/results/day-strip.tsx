import { clsx } from 'clsx';
import { StripDrawing } from './strip-drawing';
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
  return (
    <div role="img" aria-label={label} className={clsx('grid gap-1', className)}>
      <div aria-hidden className="figures flex justify-between text-caption text-faint">
        {HOURS.map((hour) => (
          <span key={hour}>{hour}</span>
        ))}
      </div>
      <StripDrawing runs={stripRuns(halfHours)} cells={halfHours.length} className="h-2.5" />
    </div>
  );
}
