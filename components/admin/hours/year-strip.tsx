import { clsx } from 'clsx';
import type { Route } from 'next';
import { ReadyLink } from '@/components/shared/ready-link';
import { daysIn, overlapsOf, pieceIn, type Stretch } from './year-pieces';

/** A season on the strip, with the way to its week. */
type DrawnSeason = Stretch & {
  key: string;
  /** Its number among the seasons, which its tab has too. */
  mark: string;
  /** Its dates, as far as the piece has room. */
  dates: string;
  label: string;
  href: Route;
  isCurrent: boolean;
};

type Props = {
  year: number;
  months: readonly string[];
  seasons: readonly DrawnSeason[];
  days: readonly { date: string; closed: boolean }[];
  today: string;
};

/** Steps of ink, so that seasons beside each other differ. */
const STEPS = ['bg-line', 'bg-edge', 'bg-edge/60'] as const;

/**
 * Twelve months in which each season is a piece of its length, over the week without dates. Special days are marks
 * below. Percentages of an SVG place all of it, since a page may carry no inline styles.
 */
export function YearStrip({ year, months, seasons, days, today }: Props) {
  const share = (count: number) => `${(100 * count) / daysIn(year)}%`;
  const place = (piece: { first: number; days: number }) => ({
    x: share(piece.first),
    width: share(piece.days),
  });
  const monthStarts = months.map((name, index) => ({
    name,
    first: pieceIn(onDay(`${year}-${String(index + 1).padStart(2, '0')}-01`), year)?.first ?? 0,
  }));
  const now = pieceIn(onDay(today), year);
  return (
    <div className="grid grid-cols-[2.25rem_minmax(0,1fr)] items-start gap-x-2">
      <p className="figures pt-5.5 font-strong text-note">{year}</p>
      <svg role="none" width="100%" height="62" className="block overflow-visible">
        <g aria-hidden>
          <rect y="18" width="100%" height="32" rx="6" className="fill-sunken" />
          {monthStarts.map(({ name, first }, index) => (
            <g key={name}>
              {index > 0 && (
                <line x1={share(first)} x2={share(first)} y1="2" y2="50" className="stroke-line" />
              )}
              <text x={share(first + 3)} y="12" className="fill-faint text-caption max-sm:hidden">
                {name}
              </text>
              <text x={share(first + 8)} y="12" className="fill-faint text-caption sm:hidden">
                {name.charAt(0)}
              </text>
            </g>
          ))}
        </g>
        {seasons.map((season, index) => {
          const piece = pieceIn(season, year);
          return (
            piece && (
              <foreignObject
                key={season.key}
                {...place(piece)}
                y="18"
                height="32"
                className="overflow-visible"
              >
                <SeasonLink season={season} isCut={piece.isCut} step={STEPS[index % STEPS.length]} />
              </foreignObject>
            )
          );
        })}
        {overlapsOf(seasons).map((overlap) => {
          const piece = pieceIn(overlap, year);
          return (
            piece && (
              <foreignObject
                key={`${overlap.from} ${overlap.until}`}
                {...place(piece)}
                y="14"
                height="40"
                className="pointer-events-none"
              >
                <div aria-hidden className="unsold h-full border-danger border-x-2 opacity-80" />
              </foreignObject>
            )
          );
        })}
        <g aria-hidden className="pointer-events-none">
          {days.map(({ date, closed }) => {
            const piece = pieceIn(onDay(date), year);
            return (
              piece && (
                <rect
                  key={date}
                  x={share(piece.first)}
                  y="53"
                  width="4"
                  height="8"
                  className={closed ? 'fill-ink' : 'fill-card stroke-ink'}
                />
              )
            );
          })}
          {now && (
            <line
              x1={share(now.first)}
              x2={share(now.first)}
              y1="14"
              y2="54"
              className="stroke-2 stroke-court"
            />
          )}
        </g>
      </svg>
    </div>
  );
}

const onDay = (date: string): Stretch => ({ from: date, until: date });

type LinkProps = {
  season: DrawnSeason;
  isCut: { before: boolean; after: boolean };
  step: string | undefined;
};

const SeasonLink = ({ season: { mark, dates, label, href, isCurrent }, isCut, step }: LinkProps) => (
  <ReadyLink
    scroll={false}
    href={href}
    aria-label={label}
    aria-current={isCurrent ? 'true' : undefined}
    className={clsx(
      '@container flex h-8 w-full items-center overflow-hidden border border-strong text-note hover:border-ink focus-visible:outline-2 focus-visible:outline-court',
      isCurrent ? 'bg-ink font-strong text-on-ink' : step,
      isCut.before ? 'border-l-0' : 'rounded-l-sm',
      isCut.after ? 'border-r-0' : 'rounded-r-sm',
    )}
  >
    <span className="@max-[0.75rem]:hidden flex-1 truncate text-center">
      <span>{mark}</span>
      <span className="@max-[9rem]:hidden"> · {dates}</span>
    </span>
  </ReadyLink>
);
