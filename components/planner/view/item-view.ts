import { type ItemState, stateOf } from '@/components/admin/item-state';
import { type BoardFilter, passes } from '@/components/planner/board-filter';
import type { BoardWords } from '@/components/planner/board-words';
import { type FixedReason, whyFixed } from '@/components/planner/fixed-reason';
import { type ItemKind, kindOf } from '@/components/planner/item-kind';
import { nameOf } from '@/components/planner/item-name';
import { isLate, lateFrom } from '@/components/planner/late-arrival';
import { isOpenAt, type OpeningRules } from '@/lib/availability/open-day';
import { formatInstant } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import { DAY_MS } from '@/lib/core/time';
import type { BoardItem } from '@/lib/desk/board-item';
import { isGame } from '@/lib/ledger/game';

/**
 * What a board and a list draw of an item, in the reader's language. Its members are plain, so that an item that did
 * not change is not drawn again. What an item does not have is left out, since it is sent to the browser.
 */
export type ItemView = {
  id: string;
  courtId: number;
  kind: ItemKind;
  state: ItemState;
  name: string;
  /** The club's wall time. */
  from: string;
  until: string;
  startsAt: number;
  endsAt: number;
  revision: number;
  priceMinor: number;
  /** Only what is sold has a price that a move may change. */
  isSold?: true;
  /** What is owed, as it is read. */
  owed?: string;
  /** Why it does not move. */
  fixed?: FixedReason;
  /** How many play, and how many are here. */
  players?: string;
  note?: string;
  holdLeftMs?: number;
  /** From when on it is late and until when, epoch ms. Only where that may come while the page is open. */
  lateFrom?: number;
  lateUntil?: number;
  isLate?: true;
  isPast?: true;
  /** Whether a filter draws it back. */
  isFiltered?: true;
  isLocked?: true;
  isUntold?: true;
  /** It lies outside the hours of the club, which changed after it was booked. */
  isOutside?: true;
  hasArrived?: true;
};

export type Drawing = {
  filter: BoardFilter | null;
  /** Why nothing here may be moved. Null where it may. */
  allFixed: FixedReason | null;
  /** When the club is open. */
  hours: OpeningRules;
  /** Epoch ms. */
  now: number;
  words: BoardWords;
};

/** Items as they are drawn, in the same order. */
export function itemViews(items: readonly BoardItem[], drawing: Drawing): ItemView[] {
  const { t } = drawing.words;
  const players = remembered(({ count, arrived }: Players) => t('playersIn', { count, arrived }));
  return items.map((item) => itemView(item, players, drawing));
}

type Players = { count: number; arrived: number };

function itemView(
  item: BoardItem,
  playersIn: (players: Players) => string,
  { filter, allFixed, hours, now, words }: Drawing,
): ItemView {
  const { locale, timeZone } = words;
  const time = (ms: number) => formatInstant(ms, 'time', locale, timeZone);
  const arrived = item.players.filter(({ checkedInAt }) => checkedInAt !== null).length;
  const state = stateOf(item);
  const fixed = allFixed ?? whyFixed(item);
  const late = lateSoon(item, now);
  return {
    id: item.id,
    courtId: item.courtId,
    kind: kindOf(item),
    state,
    name: nameOf(item, words),
    from: time(item.startsAt),
    until: time(item.endsAt),
    startsAt: item.startsAt,
    endsAt: item.endsAt,
    revision: item.revision,
    priceMinor: item.priceMinor,
    ...((state === 'owed' || state === 'part') && {
      owed: formatMoney(item.owedMinor, item.currency, locale),
    }),
    ...(fixed && { fixed }),
    ...(item.players.length > 0 && { players: playersIn({ count: item.players.length, arrived }) }),
    ...(item.note && { note: item.note }),
    ...(item.holdExpiresAt !== null && { holdLeftMs: item.holdExpiresAt - now }),
    ...(isGame(item) && { isSold: true }),
    ...(late !== null && { lateFrom: late, lateUntil: item.endsAt }),
    ...(isLate(item, now) && { isLate: true }),
    ...(item.endsAt <= now && { isPast: true }),
    ...(!passes(item, filter) && { isFiltered: true }),
    ...(item.locked && { isLocked: true }),
    ...(item.isUntold && { isUntold: true }),
    ...(isGame(item) && item.endsAt > now && !isOpenAt(hours, item) && { isOutside: true }),
    ...(item.checkedInAt !== null && { hasArrived: true }),
  };
}

/** From when on an item is late, if that may come while the page is open. */
function lateSoon(item: BoardItem, now: number): number | null {
  const from = lateFrom(item);
  return from !== null && from < now + DAY_MS && now < item.endsAt ? from : null;
}

/** A day says the same of most of its items, and a plural is slow to write. */
function remembered(write: (players: Players) => string): (players: Players) => string {
  const written = new Map<string, string>();
  return (players) => {
    const key = `${players.count} ${players.arrived}`;
    const text = written.get(key) ?? write(players);
    written.set(key, text);
    return text;
  };
}
