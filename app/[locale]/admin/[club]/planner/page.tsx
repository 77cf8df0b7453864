import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DayBar } from '@/components/admin/day-bar';
import { DayTable } from '@/components/admin/day-table';
import { deskPath } from '@/components/admin/desk-pages';
import { EmptyState } from '@/components/ui/empty-state';
import { may } from '@/lib/auth/permissions';
import { localDateOf } from '@/lib/core/time';
import { getPlanner, getPlannerSchema } from '@/lib/desk/get-planner';
import { pageContext } from '@/lib/web/page-context';
import { deskFor } from '../desk-for';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('page_planner'), robots: { index: false } };
}

/** A club's day as a list. An address without a date, or with one that does not exist, shows today. */
export default async function PlannerPage({
  params,
  searchParams,
}: PageProps<'/[locale]/admin/[club]/planner'>) {
  const [{ club: asked }, { date: typed }] = await Promise.all([params, searchParams]);
  const path = deskPath(asked, 'planner');
  const back = typeof typed === 'string' ? `${path}?${new URLSearchParams({ date: typed })}` : path;
  const [t, ctx, { club, person }] = await Promise.all([
    getTranslations('board'),
    pageContext(),
    deskFor(asked, back),
  ]);
  if (!may(person, club.id, 'seePlanner')) {
    return <EmptyState title={t('forbiddenTitle')} text={t('forbiddenText')} />;
  }
  const now = ctx.now.getTime();
  const today = localDateOf(now, club.timeZone);
  const asDate = getPlannerSchema.safeParse({ date: typed });
  const query = asDate.success ? asDate.data : getPlannerSchema.parse({ date: today });
  const { courts, items, windows } = await getPlanner(ctx, String(club.id), query);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <DayBar date={query.date} today={today} hrefOf={(date) => `${path}?date=${date}&view=list`} />
      {items.length > 0 ? (
        <DayTable club={club} courts={courts.map(({ court }) => court)} items={items} now={now} />
      ) : (
        <EmptyState title={t('emptyTitle')} text={windows.length > 0 ? t('emptyText') : t('closedText')} />
      )}
    </div>
  );
}
