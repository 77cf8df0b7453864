import { clsx } from 'clsx';
import type { StripPaths } from './strip-paths';

type Props = { strip: StripPaths; className?: string };

/** The hours of a day side by side: free is light, taken is slate, closed is hatched. */
export function StripDrawing({ strip: { cells, open, taken }, className }: Props) {
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${cells} 1`}
      preserveAspectRatio="none"
      className={clsx('day-strip', className)}
    >
      <path d={open} />
      {taken.map(({ percent, path }) => (
        <path key={percent} d={path} strokeOpacity={percent / 100} />
      ))}
    </svg>
  );
}
