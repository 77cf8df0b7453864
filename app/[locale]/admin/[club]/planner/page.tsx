import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Forbidden } from '@/components/admin/frame/forbidden';
import { deskPath } from '@/components/admin/desk-pages';
import { countBoard } from '@/components/planner/board-filter';
import { dayLines, weekLines } from '@/components/planner/board-lines';
import { BoardLegend } from '@/components/planner/bar/board-legend';
import { boardWords, deskWords } from '@/components/planner/board-words';
import { addressFields, addressQuery, readAddress, usualView } from '@/components/planner/planner-address';
import { menuConfig } from '@/components/planner/menu/menu-config';
import { PlannerKeys } from '@/components/planner/desk/planner-keys';
import { PlannerDay } from '@/components/planner/planner-day';
import { PlannerBar } from '@/components/planner/bar/planner-bar';
import { QuickBook } from '@/components/planner/book/quick-book';
import { DesksHere } from '@/components/planner/live/desks-here';
import { KeepBoard } from '@/components/planner/live/kept-board';
import { WatchBoard } from '@/components/planner/live/watch-board';
import { MoveForm } from '@/components/planner/book/move-form';
import { quickSlotOf } from '@/components/planner/book/quick-slot';
import { UndoForm } from '@/components/planner/bar/undo-form';
import { errorWords } from '@/components/shared/error-words';
import { may } from '@/lib/auth/permissions';
import { formatInstant } from '@/lib/core/i18n/format';
import { inLocale } from '@/lib/core/i18n/navigation';
import { localDateOf, localTime } from '@/lib/core/time';
import { findLastAct } from '@/lib/desk/acts/find-last-act';
import { getPlanner } from '@/lib/desk/get-planner';
import { readWeekLoad } from '@/lib/desk/read-week-load';
import { lastLiveEventId } from '@/lib/notices/list-live-events';
import { pageContext } from '@/lib/web/page-context';
import { deskFor } from '../desk-for';
import { bookAction, moveAction, repeatAction, undoAction } from './actions';
import { findBooker } from './find-booker';
import { findMove } from './find-move';

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
  const desk = await deskFor(asked, back);
  const { club, person } = desk;
  const words = await boardWords(club.timeZone);
  const said = await deskWords();
  if (!may(person, club.id, 'seePlanner')) return <Forbidden verb="seePlanner" desk={desk} />;
  const now = ctx.now.getTime();
  const today = localDateOf(now, club.timeZone);
  const { address, wish } = readAddress(query, today);
  const view = address.view ?? usualView((address.courts ?? club.courts).length);
  const weekCourt = club.courts.find(({ id }) => id === address.courts?.[0]) ?? club.courts[0];
  const [planner, act, lastEventId, loads] = await Promise.all([
    getPlanner(ctx, String(club.id), {
      date: address.date,
      ...(view === 'week' ? { view, courtId: weekCourt?.id } : { view: 'day' }),
    }),
    findLastAct(ctx, club.id),
    lastLiveEventId(person.userId),
    view === 'week' ? readWeekLoad(ctx, club, address.date) : [],
  ]);
  const shown = view === 'week' ? undefined : address.courts;
  const courts = planner.courts.map(({ court }) => court);
  const items = planner.items.filter(({ courtId }) => shown?.includes(courtId) ?? true);
  const lines =
    view === 'week'
      ? weekLines(planner, weekCourt, loads, words)
      : dayLines({ ...planner, items }, shown ?? courts.map(({ id }) => id), words);
  const filter = address.show ?? null;
  const linkTo = (more: Record<string, string> = {}) => `${path}?${addressQuery(address, more)}`;
  const mayBook = may(person, club.id, 'bookAtDesk');
  const mayMove = may(person, club.id, 'moveBookings');
  const slot = mayBook ? quickSlotOf(planner, wish, now) : null;
  const customer = slot ? await findBooker(ctx, club.id, wish.for) : null;
  const moving = mayMove ? await findMove(ctx, planner, wish) : null;
  const isBoard = lines !== null && view !== 'list';
  return (
    <div className="planner flex min-w-0 flex-col md:h-dvh">
      <PlannerKeys />
      <PlannerBar
        path={path}
        address={address}
        view={view}
        today={today}
        courts={view === 'week' ? club.courts : courts}
        bookHrefs={mayBook ? { book: linkTo({ new: '' }), block: linkTo({ new: '', kind: 'block' }) } : null}
        shiftHref={mayMove ? `${path}/shift?${new URLSearchParams({ date: address.date })}` : null}
        undo={
          <UndoForm
            act={act}
            undo={undoAction}
            now={now}
            where="bar"
            hrefOf={({ id }) => linkTo({ booking: id })}
            words={words}
          />
        }
        desks={<DesksHere words={said} />}
        words={words}
      />
      <BoardLegend
        counts={countBoard(items)}
        currency={club.currency}
        filter={filter}
        hrefOf={(show) => `${path}?${addressQuery({ ...address, show: show ?? undefined })}`}
        hasSizes={isBoard}
        words={words}
      />
      <KeepBoard readAt={formatInstant(now, 'time', words.locale, club.timeZone)} />
      <WatchBoard
        clubId={club.id}
        date={address.date}
        after={lastEventId}
        days={view === 'week' ? 7 : 1}
        words={said}
      />
      <PlannerDay
        club={club}
        path={path}
        address={address}
        view={view}
        courts={courts}
        items={items}
        lines={lines}
        mayBook={mayBook}
        mayMove={mayMove}
        menu={menuConfig(club, person, { shiftPath: inLocale(`${path}/shift`, words.locale), now })}
        slot={slot}
        now={now}
        words={words}
      />
      {moving && (
        <MoveForm
          club={club}
          {...moving}
          path={path}
          back={linkTo()}
          address={addressFields(address)}
          move={moveAction}
          words={words}
          said={said}
        />
      )}
      {slot && (
        <QuickBook
          key={`${slot.courtId} ${slot.startsAt} ${slot.kind} ${wish.also} ${wish.for}`}
          clubId={club.id}
          currency={club.currency}
          locale={words.locale}
          courts={club.courts.map(({ id, name }) => ({ id, name }))}
          durations={club.durationsMinutes}
          extras={club.extras.map(({ code, name, priceMinor }) => ({
            code,
            name: name[words.locale],
            priceMinor,
          }))}
          slot={slot}
          also={wish.also}
          customer={customer}
          until={localTime(slot.endsAt, club.timeZone)}
          maySetPrice={may(person, club.id, 'setPrice')}
          mayTakeMoney={may(person, club.id, 'takeMoney')}
          book={bookAction}
          repeat={may(person, club.id, 'draftSeries') ? repeatAction : null}
          back={linkTo()}
          closeHref={inLocale(linkTo(), words.locale)}
          words={said}
          errors={await errorWords({ conflict: said.tillClosed })}
        />
      )}
    </div>
  );
}
