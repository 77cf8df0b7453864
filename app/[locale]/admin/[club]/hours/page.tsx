import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { deskPath } from '@/components/admin/desk-pages';
import { GroupTabs } from '@/components/admin/group-tabs';
import { WeekHours } from '@/components/shared/week-hours';
import { Callout } from '@/components/ui/callout';
import { Section } from '@/components/ui/section';
import { may } from '@/lib/auth/permissions';
import { localDateOf } from '@/lib/core/time';
import { pageContext } from '@/lib/web/page-context';
import { deskFor } from '../desk-for';
import { DaysSection } from './days-section';
import { WeekSection } from './week-section';

const search = z.object({
  done: z.enum(['hours', 'days']).nullable().catch(null),
  from: z.string().nullable().catch(null),
  region: z.string().catch(''),
  year: z.coerce.number().int().min(2020).max(2100).nullable().catch(null),
  as: z.enum(['closed', 'sunday']).catch('closed'),
});

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('page_hours'), robots: { index: false } };
}

/** When a club is open: its week, the seasons over it, and the days on which neither holds. */
export default async function HoursPage({ params, searchParams }: PageProps<'/[locale]/admin/[club]/hours'>) {
  const [{ club: name }, query] = await Promise.all([params, searchParams]);
  const { done, from, region, year, as } = search.parse(query);
  const [t, ctx, desk] = await Promise.all([
    getTranslations('hours'),
    pageContext(),
    deskFor(name, deskPath(name, 'hours')),
  ]);
  const { club, person } = desk;
  const today = localDateOf(ctx.now.getTime(), club.timeZone);
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
          <WeekSection ctx={ctx} club={club} name={name} from={from} />
          <DaysSection
            ctx={ctx}
            club={club}
            name={name}
            from={from}
            proposal={year === null ? null : { region, year, as }}
            nextYear={Number(today.slice(0, 4)) + 1}
          />
        </>
      ) : (
        <Section id="week" title={t('weekTitle')} lead={t('weekLead')}>
          <WeekHours hours={club.openingHours.filter((row) => row.validFrom === null)} today={today} />
        </Section>
      )}
    </div>
  );
}
