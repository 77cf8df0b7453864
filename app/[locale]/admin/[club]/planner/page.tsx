import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { deskPath } from '@/components/admin/desk-pages';
import { Board } from '@/components/planner/board';
import { countBoard, passes } from '@/components/planner/board-filter';
import { BoardLegend } from '@/components/planner/board-legend';
import { scaleOf } from '@/components/planner/board-scale';
import { boardWords } from '@/components/planner/board-words';
import { DayTable } from '@/components/planner/day-table';
import { ofItsDay } from '@/components/planner/of-its-day';
import { addressQuery, readAddress } from '@/components/planner/planner-address';
import { PlannerBar } from '@/components/planner/planner-bar';
import { EmptyState } from '@/components/ui/empty-state';
import { may } from '@/lib/auth/permissions';
import { localDateOf } from '@/lib/core/time';
import { getPlanner } from '@/lib/desk/get-planner';
import { pageContext } from '@/lib/web/page-context';
import { deskFor } from '../desk-for';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('page_planner'), robots: { index: false } };
}

/** A club's day as a board and as a list, which phones show first. */
export default async function PlannerPage({
  params,
  searchParams,
}: PageProps<'/[locale]/admin/[club]/planner'>) {
  const [{ club: asked }, query, ctx] = await Promise.all([params, searchParams, pageContext()]);
  const path = deskPath(asked, 'planner');
  const { date } = query;
  const back = typeof date === 'string' ? `${path}?${new URLSearchParams({ date })}` : path;
  const { club, person } = await deskFor(asked, back);
  const words = await boardWords(club.timeZone);
  const { t } = words;
  if (!may(person, club.id, 'seePlanner')) {
    return <EmptyState title={t('forbiddenTitle')} text={t('forbiddenText')} />;
  }
  const now = ctx.now.getTime();
  const today = localDateOf(now, club.timeZone);
  const address = readAddress(query, today);
  const planner = await getPlanner(ctx, String(club.id), { date: address.date, view: 'day' });
  const courts = planner.courts.filter(({ court }) => address.courts?.includes(court.id) ?? true);
  const items = planner.items.filter(({ courtId }) => courts.some(({ court }) => court.id === courtId));
  const filter = address.show ?? null;
  const onBoard = items.filter(ofItsDay(club, address.date));
  const scale = scaleOf(planner.windows, onBoard, club.timeZone);
  const linkTo = (more: Record<string, string>) => `${path}?${addressQuery(address, more)}`;
  const hrefs = {
    item: ({ id }: { id: string }) => linkTo({ booking: id }),
    gap: null,
  };
  return (
    <div className="planner flex min-w-0 flex-col md:h-dvh">
      <PlannerBar
        path={path}
        address={address}
        today={today}
        courts={planner.courts.map(({ court }) => court)}
        words={words}
      />
      <BoardLegend
        counts={countBoard(items)}
        currency={club.currency}
        filter={filter}
        hrefOf={(show) => `${path}?${addressQuery({ ...address, show: show ?? undefined })}`}
        words={words}
      />
      {scale && address.view !== 'list' && (
        <div
          className={
            address.view === undefined ? 'board min-h-0 flex-1 max-sm:hidden' : 'board min-h-96 flex-1'
          }
        >
          <Board
            courts={courts}
            items={onBoard}
            scale={scale}
            filter={filter}
            hrefs={hrefs}
            mayMove={false}
            now={now}
            words={words}
          />
        </div>
      )}
      {address.view !== 'day' && (
        <div className={address.view === undefined ? 'sm:hidden' : 'overflow-auto md:p-4'}>
          {items.length > 0 ? (
            <DayTable
              currency={club.currency}
              courts={courts.map(({ court }) => court)}
              items={items.filter((item) => passes(item, filter))}
              hrefOf={hrefs.item}
              now={now}
              words={words}
            />
          ) : (
            <EmptyState
              title={t('emptyTitle')}
              text={planner.windows.length > 0 ? t('emptyText') : t('closedText')}
            />
          )}
        </div>
      )}
    </div>
  );
}
