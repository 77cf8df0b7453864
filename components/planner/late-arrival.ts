import { MINUTE_MS } from '@/lib/core/time';
import type { BoardItem } from '@/lib/desk/board-item';

const LATE_AFTER_MS = 10 * MINUTE_MS;

type Judged = Pick<BoardItem, 'kind' | 'status' | 'startsAt' | 'endsAt' | 'checkedInAt' | 'players'>;

/** From when a booking is late (epoch ms). Null for what nobody has to arrive for, and once somebody has. */
export function lateFrom({ kind, status, startsAt, checkedInAt, players }: Judged): number | null {
  const isExpected = kind === 'booking' && status === 'confirmed';
  const isHere = checkedInAt !== null || players.some((player) => player.checkedInAt !== null);
  return isExpected && !isHere ? startsAt + LATE_AFTER_MS : null;
}

/** Whether the players of a booking should be here and are not. Once it is over nobody waits for them. */
export function isLate(item: Judged, now: number): boolean {
  const from = lateFrom(item);
  return from !== null && from <= now && now < item.endsAt;
}
