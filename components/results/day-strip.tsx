import { StripDrawing } from './strip-drawing';
import type { StripPaths } from './strip-paths';

/** The half hours from 06:00 to 24:00. */
type Props = { strip: StripPaths; label: string };

/** A club's day in a strip: free is light, taken is slate, closed is hatched. */
export function DayStrip({ strip, label }: Props) {
  return (
    <div role="img" aria-label={label} className="grid gap-1">
      <div aria-hidden className="day-hours">
        6 12 18 24
      </div>
      <StripDrawing strip={strip} className="h-2.5" />
    </div>
  );
}
