import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { TabRow, tabLook } from '@/components/ui/link-tabs';
import { OneStop } from '@/components/ui/one-stop';
import { ReadyLink } from '@/components/shared/ready-link';
import { NEW_SEASON } from './hours-fields';
import { hoursHref, type HoursView } from './hours-view';
import { overlapsOf, type Stretch, stretchText } from './year-pieces';
import { YearStrip } from './year-strip';

/** A season as it is saved or typed. The key is its first day as it is saved, or `new`. */
type PlannedSeason = Stretch & { key: string };

type Props = {
  view: HoursView;
  seasons: readonly PlannedSeason[];
  /** Whether the reader may add a season. */
  canAdd: boolean;
  days: readonly { date: string; closed: boolean }[];
  today: string;
  /** The names of the months, short. */
  months: readonly string[];
  words: Readonly<Record<string, string>>;
  /** The chips of the special days. */
  children: ReactNode;
};

/** Two years with their seasons, the tabs of the week and of each season, and the special days. */
export function YearPlan({ view, seasons, canAdd, days, today, months, words, children }: Props) {
  const drawn = seasons.map((season, index) => {
    const dates = stretchText(season, months) || (words.newSeason ?? '');
    return {
      ...season,
      mark: String(index + 1),
      dates: stretchText(season, months, 'short'),
      label: `${words.season} ${index + 1} · ${dates}`,
      tab: `${index + 1} · ${dates}`,
      href: hoursHref(view, { season: season.key }),
      isCurrent: season.key === view.season,
    };
  });
  const adds = canAdd && !seasons.some(({ key }) => key === NEW_SEASON);
  const others = [
    ...drawn.map(({ key, tab }) => ({ key, tab })),
    ...(adds ? [{ key: NEW_SEASON, tab: `+ ${words.newSeason}` }] : []),
  ];
  const current = others.find(({ key }) => key === view.season)?.key ?? '';
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 rounded-card border border-line bg-card p-4">
      <nav aria-label={words.years} className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <div className="flex items-center justify-between gap-3">
          <YearStep view={view} by={-1} />
          <YearStep view={view} by={1} />
        </div>
        <OneStop className="grid grid-cols-[minmax(0,1fr)] gap-3">
          {[view.year, view.year + 1].map((year) => (
            <YearStrip key={year} year={year} months={months} seasons={drawn} days={days} today={today} />
          ))}
        </OneStop>
      </nav>
      {overlapsOf(seasons).map((overlap) => (
        <p key={`${overlap.from} ${overlap.until}`} className="text-danger-text text-note">
          {`${words.overlap}: ${stretchText(overlap, months)}`}
        </p>
      ))}
      <div className="max-w-full justify-self-start">
        <TabRow label={words.weekTitle ?? ''}>
          {[{ key: '', tab: words.week }, ...others].map(({ key, tab }) => (
            <ReadyLink
              scroll={false}
              key={key}
              href={hoursHref(view, { season: key })}
              aria-current={key === current ? 'true' : undefined}
              className={tabLook(key === current)}
            >
              <span>{tab}</span>
            </ReadyLink>
          ))}
        </TabRow>
      </div>
      <div className="contents">{children}</div>
    </div>
  );
}

function YearStep({ view, by }: { view: HoursView; by: -1 | 1 }) {
  const Icon = by === 1 ? ChevronRight : ChevronLeft;
  return (
    <ReadyLink
      scroll={false}
      href={hoursHref(view, { year: view.year + by })}
      className="figures inline-flex min-h-11 items-center gap-1 rounded-button px-2 text-note text-soft hover:text-ink"
    >
      {by === -1 && <Icon aria-hidden className="size-4" />}
      <span>{by === 1 ? view.year + 2 : view.year - 1}</span>
      {by === 1 && <Icon aria-hidden className="size-4" />}
    </ReadyLink>
  );
}
