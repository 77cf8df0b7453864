import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import { formatDate } from '@/lib/core/i18n/format';
import { inLocale } from '@/lib/core/i18n/navigation';
import type { LocalDate, TimeRange } from '@/lib/core/time';
import type { BoardItem } from '@/lib/desk/board-item';
import { isPhone } from '@/lib/web/is-phone';
import { readBoardSize } from './bar/board-size';
import { Board } from './board';
import { boardConfig } from './board-config-of';
import type { BoardLine } from './board-line';
import { BoardSigns } from './board-signs';
import { type BoardWords, deskWords, type ViewWords, viewWords } from './board-words';
import { ByWidth } from './by-width';
import { DayTable } from './day-table';
import { BoardDesk } from './desk/board-desk';
import { ListDesk } from './menu/list-desk';
import type { MenuConfig } from './menu/menu-config';
import { addressQuery, type PlannerAddress, type PlannerView } from './planner-address';
import { boardView } from './view/board-view';
import { type Drawing, type ItemView, itemViews } from './view/item-view';
import { listView } from './view/list-view';

type Props = {
  club: Club;
  /** The planner's path without its language. */
  path: string;
  address: PlannerAddress;
  view: PlannerView;
  courts: readonly Court[];
  items: readonly BoardItem[];
  /** Null when nothing is open or booked. */
  lines: readonly BoardLine[] | null;
  mayBook: boolean;
  mayMove: boolean;
  menu: MenuConfig;
  /** A place that is being booked. */
  slot: (TimeRange & { courtId: number }) | null;
  /** Epoch ms. */
  now: number;
  words: BoardWords;
};

/** What the address asks for: a board, a list, or either by the width of the window. */
export async function PlannerDay({ path, ...given }: Props) {
  const { club, view, address, items, mayMove, now, words } = given;
  const drawing: Drawing = {
    filter: address.show ?? null,
    allFixed: view === 'week' ? 'week' : mayMove ? null : 'role',
    hours: club,
    now,
    words,
  };
  const day: Day = {
    ...given,
    drawing,
    views: new Map(itemViews(items, drawing).map((item) => [item.id, item])),
    said: await viewWords(),
    linkTo: (more, date = address.date) =>
      inLocale(`${path}?${addressQuery({ ...address, date }, more)}`, words.locale),
  };
  return (
    <>
      <BoardSigns />
      {await drawn(day)}
    </>
  );
}

type Day = Omit<Props, 'path'> & {
  drawing: Drawing;
  views: ReadonlyMap<string, ItemView>;
  said: ViewWords;
  /** An address of this day or another with something over it, in the reader's language. */
  linkTo: (more: Record<string, string>, date?: LocalDate) => string;
};

async function drawn(day: Day): Promise<ReactNode> {
  const { lines, view, address } = day;
  if (lines === null || view === 'list') return <List day={day} />;
  if (address.view) return <CourtBoard day={day} lines={lines} className="min-h-96" />;
  // Without scripts a narrow window shows it too.
  const className = 'min-h-0 [@media(scripting:enabled)]:max-sm:hidden';
  return (
    <ByWidth
      isPhone={isPhone(await headers())}
      narrow={<List day={day} />}
      wide={<CourtBoard day={day} lines={lines} className={className} />}
    />
  );
}

async function List({ day }: { day: Day }) {
  const { items, views, courts, club, lines, mayMove, menu, drawing, said, words, linkTo } = day;
  const { t } = words;
  return (
    <ListDesk config={menu} words={await deskWords()} className="min-h-0 flex-1 overflow-auto md:p-4">
      {items.length > 0 ? (
        <DayTable
          view={listView(items, views, courts, { ...drawing, currency: club.currency })}
          itemHref={linkTo({ booking: '' })}
          moveHref={mayMove ? linkTo({ move: '' }) : null}
          words={said}
        />
      ) : (
        <EmptyState
          title={t(lines ? 'emptyTitle' : 'closedTitle')}
          text={lines ? t('emptyText') : whyClosed(day)}
        />
      )}
    </ListDesk>
  );
}

function whyClosed({ club, address, view, words: { t, locale } }: Day): string {
  if (club.openingHours.length === 0) return t('noHoursText');
  if (view === 'week') return t('closedWeekText');
  return t('closedText', { weekday: formatDate(address.date, 'weekdayLong', locale) });
}

type BoardProps = { day: Day; lines: readonly BoardLine[]; className: string };

async function CourtBoard({ day, lines, className }: BoardProps) {
  const { club, view, views, mayBook, mayMove, menu, slot, now, said, words, linkTo } = day;
  const { locale } = words;
  return (
    <BoardDesk
      config={boardConfig(club, lines, {
        locale,
        mayMove: mayMove && view !== 'week',
        way: view === 'tape' ? 'tape' : 'down',
        size: await readBoardSize(),
        now,
      })}
      menuConfig={menu}
      words={await deskWords()}
      className={`board flex-1 ${className}`}
    >
      <Board
        view={boardView(lines, {
          club,
          views,
          gapHref: mayBook ? ({ date }) => linkTo({ new: '' }, date) : null,
          slot,
          now,
          locale,
        })}
        itemHref={linkTo({ booking: '' })}
        words={said}
      />
    </BoardDesk>
  );
}
