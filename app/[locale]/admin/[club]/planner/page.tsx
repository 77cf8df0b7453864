import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { deskPath } from '@/components/admin/desk-pages';
import { Board } from '@/components/planner/board';
import { countBoard, passes } from '@/components/planner/board-filter';
import { BoardLegend } from '@/components/planner/board-legend';
import { scaleOf } from '@/components/planner/board-scale';
import { boardWords, deskWords } from '@/components/planner/board-words';
import { DayTable } from '@/components/planner/day-table';
import { ofItsDay } from '@/components/planner/of-its-day';
import { addressQuery, readAddress } from '@/components/planner/planner-address';
import { PlannerBar } from '@/components/planner/planner-bar';
import { QuickBook } from '@/components/planner/quick-book';
import { quickSlotOf, startIn } from '@/components/planner/quick-slot';
import { errorWords } from '@/components/shared/error-words';
import { EmptyState } from '@/components/ui/empty-state';
import { may } from '@/lib/auth/permissions';
import { inLocale } from '@/lib/core/i18n/navigation';
import { localDateOf, localTime } from '@/lib/core/time';
import { getPlanner } from '@/lib/desk/get-planner';
import { pageContext } from '@/lib/web/page-context';
import { deskFor } from '../desk-for';
import { bookAction } from './actions';

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
  const { address, wish } = readAddress(query, today);
  const planner = await getPlanner(ctx, String(club.id), { date: address.date, view: 'day' });
  const sold = planner.courts.map(({ court }) => court);
  const courts = planner.courts.filter(({ court }) => address.courts?.includes(court.id) ?? true);
  const items = planner.items.filter(({ courtId }) => courts.some(({ court }) => court.id === courtId));
  const filter = address.show ?? null;
  const onBoard = items.filter(ofItsDay(club, address.date));
  const scale = scaleOf(planner.windows, onBoard, club.timeZone);
  const linkTo = (more: Record<string, string> = {}) => `${path}?${addressQuery(address, more)}`;
  const mayBook = may(person, club.id, 'bookAtDesk');
  const slot = mayBook ? quickSlotOf(club, club.courts, address.date, wish, planner.windows, now) : null;
  const itemHref = ({ id }: { id: string }) => linkTo({ booking: id });
  return (
    <div className="planner flex min-w-0 flex-col md:h-dvh">
      <PlannerBar
        path={path}
        address={address}
        today={today}
        courts={sold}
        bookHrefs={mayBook ? { book: linkTo({ new: '' }), block: linkTo({ new: '', kind: 'block' }) } : null}
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
        <div className={address.view ? 'board min-h-96 flex-1' : 'board min-h-0 flex-1 max-sm:hidden'}>
          <Board
            courts={courts}
            items={onBoard}
            scale={scale}
            filter={filter}
            hrefs={{
              item: itemHref,
              gap: mayBook
                ? ({ id }, gap) =>
                    linkTo({ new: `${id}T${localTime(startIn(gap, club, now), club.timeZone)}` })
                : null,
            }}
            mayMove={false}
            slot={slot}
            now={now}
            words={words}
          />
        </div>
      )}
      {(address.view !== 'day' || !scale) && (
        <div className={address.view || !scale ? 'overflow-auto md:p-4' : 'sm:hidden'}>
          {items.length > 0 ? (
            <DayTable
              currency={club.currency}
              courts={sold}
              items={items.filter((item) => passes(item, filter))}
              hrefOf={itemHref}
              now={now}
              words={words}
            />
          ) : (
            <EmptyState title={t('emptyTitle')} text={scale ? t('emptyText') : t('closedText')} />
          )}
        </div>
      )}
      {slot && (
        <QuickBook
          key={`${slot.courtId} ${slot.startsAt} ${slot.kind}`}
          clubId={club.id}
          currency={club.currency}
          locale={words.locale}
          courts={club.courts.map(({ id, name }) => ({ id, name }))}
          durations={club.durationsMinutes}
          slot={slot}
          until={localTime(slot.endsAt, club.timeZone)}
          maySetPrice={may(person, club.id, 'setPrice')}
          book={bookAction}
          back={linkTo()}
          closeHref={inLocale(linkTo(), words.locale)}
          words={await deskWords()}
          errors={await errorWords()}
        />
      )}
    </div>
  );
}
