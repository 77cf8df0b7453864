import { db } from '@/db';
import type { Club } from '@/lib/catalogue/catalogue';
import { moneyJson } from '@/lib/core/money';
import { isoWithOffset, type TimeRange } from '@/lib/core/time';
import { type BoardItem, readItems } from './board-item';

/** A stretch of time in the club's wall time with its offset. */
export const windowJson = ({ timeZone }: Pick<Club, 'timeZone'>, window: TimeRange) => ({
  starts_at: isoWithOffset(window.startsAt, timeZone),
  ends_at: isoWithOffset(window.endsAt, timeZone),
});

/** An item of the board as the API writes it. */
export function boardItemJson(club: Pick<Club, 'timeZone'>, item: BoardItem) {
  const at = (ms: number | null) => (ms === null ? null : isoWithOffset(ms, club.timeZone));
  return {
    id: item.id,
    court_id: item.courtId,
    kind: item.kind,
    status: item.status,
    ...windowJson(club, item),
    revision: item.revision,
    title: item.title,
    customer: customerJson(item),
    players: item.players.map((player) => ({
      name: player.name,
      ...(player.userId && { user_id: player.userId }),
      checked_in_at: at(player.checkedInAt),
    })),
    price: moneyJson(item.priceMinor, item.currency),
    paid: moneyJson(item.paidMinor, item.currency),
    owed: moneyJson(item.owedMinor, item.currency),
    checked_in_at: at(item.checkedInAt),
    locked: item.locked,
    series_id: item.seriesId,
    note: item.note,
  };
}

function customerJson({ customerId, userId, customerName, customerPhone }: BoardItem) {
  if (customerId === null && userId === null && customerName === null) return null;
  return {
    ...(customerId && { id: customerId }),
    name: customerName ?? '—',
    ...(customerPhone && { phone: customerPhone }),
    ...(userId && { user_id: userId }),
  };
}

/** These reservations of a club as the API writes what the board shows, by start and court. */
export const readItemsJson = async (club: Pick<Club, 'timeZone'>, ids: readonly string[]) =>
  (await readItems(db(), ids)).map((item) => boardItemJson(club, item));
