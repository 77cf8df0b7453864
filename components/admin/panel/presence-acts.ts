import type { ClubBooking } from '@/lib/desk/bookings/get-booking';
import { isGame } from '@/lib/ledger/game';

/** What the desk notes about who came. */
export const PRESENCE_ACTS = ['check_in', 'undo_check_in', 'no_show', 'revive'] as const;
export type PresenceAct = (typeof PRESENCE_ACTS)[number];

type Judged = Pick<ClubBooking, 'kind' | 'status' | 'startsAt' | 'checkedInAt'>;

/** Those that fit a booking now. Times are epoch ms. */
export function presenceActs(
  { kind, status, startsAt, checkedInAt }: Judged,
  now: number,
  from: number,
): PresenceAct[] {
  if (!isGame({ kind })) return [];
  if (status === 'no_show') return ['revive'];
  if (status !== 'confirmed' && status !== 'completed') return [];
  if (checkedInAt) return ['undo_check_in'];
  return [
    ...(now >= from ? (['check_in'] as const) : []),
    ...(now >= startsAt.getTime() ? (['no_show'] as const) : []),
  ];
}
