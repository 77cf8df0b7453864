import { clsx } from 'clsx';

type Props = {
  /** From 06:00 to 24:00; the free share is null while the club is closed. */
  halfHours: readonly { minute: number; freeShare: number | null }[];
  label: string;
  className?: string;
};

const HOURS = [6, 12, 18, 24];

/** A club's day at a glance: what is free is light, what is taken is dark, what is closed is left out. */
export function DayStrip({ halfHours, label, className }: Props) {
  return (
    <div role="img" aria-label={label} className={clsx('grid gap-0.5', className)}>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${halfHours.length} 1`}
        preserveAspectRatio="none"
        className="h-3 w-full overflow-hidden rounded-full bg-sunken"
      >
        <path
          d={halfHours
            .map(({ freeShare }, index) => (freeShare === null ? '' : `M${index} 0h1.02v1h-1.02z`))
            .join('')}
          className="fill-strip-free"
        />
        {halfHours.map(
          ({ minute, freeShare }, index) =>
            freeShare !== null &&
            freeShare < 1 && (
              <rect
                key={minute}
                x={index}
                width="1.02"
                height="1"
                className="fill-strip-taken"
                fillOpacity={1 - freeShare}
              />
            ),
        )}
      </svg>
      <div aria-hidden className="figures flex justify-between text-ink-faint text-note">
        {HOURS.map((hour) => (
          <span key={hour}>{hour}</span>
        ))}
      </div>
    </div>
  );
}
