import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { deskPath } from '@/components/admin/desk-pages';
import { GroupTabs } from '@/components/admin/group-tabs';
import { DayChips } from '@/components/admin/hours/day-chips';
import type { HoursView } from '@/components/admin/hours/hours-view';
import { Callout } from '@/components/ui/callout';
import { may } from '@/lib/auth/permissions';
import { localDateOf } from '@/lib/core/time';
import { pageContext } from '@/lib/web/page-context';
import { deskFor } from '../desk-for';
import { DaysSection } from './days-section';
import { ReadWeek } from './read-week';
import { WeekSection } from './week-section';

const search = z.object({
  done: z.enum(['hours', 'days']).nullable().catch(null),
  from: z.string().nullable().catch(null),
  region: z.string().catch(''),
  year: z.coerce.number().int().min(2020).max(2100).nullable().catch(null),
  as: z.enum(['closed', 'sunday']).catch('closed'),
  season: z.string().catch(''),
  day: z.string().catch(''),
});

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('page_hours'), robots: { index: false } };
}

/** When a club is open: its week, the seasons over it, and the days on which neither holds. */
export default async function HoursPage({ params, searchParams }: PageProps<'/[locale]/admin/[club]/hours'>) {
  const [{ club: name }, query] = await Promise.all([params, searchParams]);
  const { done, from, region, year, as, season, day } = search.parse(query);
  const [t, ctx, desk] = await Promise.all([
    getTranslations('hours'),
    pageContext(),
    deskFor(name, deskPath(name, 'hours')),
  ]);
  const { club, person } = desk;
  const today = localDateOf(ctx.now.getTime(), club.timeZone);
  const thisYear = Number(today.slice(0, 4));
  const view: HoursView = {
    path: deskPath(name, 'hours'),
    locale: ctx.locale,
    query: keptOf(query),
    year: year ?? thisYear,
    season,
    day,
  };
  const chips = <DayChips days={club.specialDays} view={view} today={today} />;
  return (
    <div className="grid max-w-5xl grid-cols-[minmax(0,1fr)] gap-8">
      <GroupTabs group="sold" page="hours" desk={desk} asked={name} />
      <div>
        <h1 className="text-title">{t('title')}</h1>
        <p className="mt-1 max-w-2xl text-soft">{t('lead')}</p>
      </div>
      {done && (
        <div role="status">
          <Callout tone="confirmed" title={t(`saved_${done}`)} />
        </div>
      )}
      {may(person, club.id, 'changeHours') ? (
        <>
          <WeekSection
            ctx={ctx}
            club={club}
            name={name}
            from={from}
            view={view}
            today={today}
            chips={chips}
          />
          <DaysSection
            ctx={ctx}
            club={club}
            name={name}
            from={from}
            proposal={region === '' ? null : { region, year: view.year, as }}
            nextYear={thisYear + 1}
            view={view}
          />
        </>
      ) : (
        <ReadWeek club={club} view={view} today={today} chips={chips} />
      )}
    </div>
  );
}

/** What of the address stays when something else is shown. */
const keptOf = (query: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) =>
      typeof value === 'string' && name !== 'done' ? [[name, value] as const] : [],
    ),
  );
