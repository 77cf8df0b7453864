import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { deskPath } from '@/components/admin/desk-pages';
import { Board } from '@/components/planner/board';
import { BoardDesk } from '@/components/planner/desk/board-desk';
import { countBoard, passes } from '@/components/planner/board-filter';
import { BoardLegend } from '@/components/planner/board-legend';
import { placeOn, scaleOf, TRACK_MINUTES } from '@/components/planner/board-scale';
import { boardWords, deskWords } from '@/components/planner/board-words';
import { DayTable } from '@/components/planner/day-table';
import { ofItsDay } from '@/components/planner/of-its-day';
import { addressQuery, readAddress } from '@/components/planner/planner-address';
import { PlannerBar } from '@/components/planner/planner-bar';
import { QuickBook } from '@/components/planner/book/quick-book';
import { KeyHelp } from '@/components/planner/desk/key-help';
import { WatchBoard } from '@/components/planner/desk/watch-board';
import { quickSlotOf, startIn } from '@/components/planner/book/quick-slot';
import { errorWords } from '@/components/shared/error-words';
import { EmptyState } from '@/components/ui/empty-state';
import { may } from '@/lib/auth/permissions';
import { inLocale } from '@/lib/core/i18n/navigation';
import { localDateOf, localTime } from '@/lib/core/time';
import { getPlanner } from '@/lib/desk/get-planner';
import { lastLiveEventId } from '@/lib/notices/list-live-events';
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
  const planned = await deskWords();
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
  const mayMove = may(person, club.id, 'moveBookings');
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
        keys={<KeyHelp words={planned} />}
        words={words}
      />
      <BoardLegend
        counts={countBoard(items)}
        currency={club.currency}
        filter={filter}
        hrefOf={(show) => `${path}?${addressQuery({ ...address, show: show ?? undefined })}`}
        words={words}
      />
      <WatchBoard
        clubId={club.id}
        date={address.date}
        after={await lastLiveEventId(person.userId)}
        words={{ down: planned.down, changed: planned.changed }}
      />
      {scale && address.view !== 'list' && (
        <BoardDesk
          config={{
            clubId: club.id,
            currency: club.currency,
            locale: words.locale,
            timeZone: club.timeZone,
            startsAt: scale.startsAt,
            tracks: scale.tracks,
            step: club.stepMinutes / TRACK_MINUTES,
            opensAt: placeOn(scale, planner.windows[0] ?? scale)?.at ?? 1,
            courts: courts.map(({ court: { id, name } }) => ({ id, name })),
            mayMove,
            movePrice: club.movePrice,
          }}
          words={planned}
          className={address.view ? 'board min-h-96 flex-1' : 'board min-h-0 flex-1 max-sm:hidden'}
        >
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
            mayMove={mayMove}
            slot={slot}
            now={now}
            words={words}
          />
        </BoardDesk>
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
          words={planned}
          errors={await errorWords()}
        />
      )}
    </div>
  );
}
