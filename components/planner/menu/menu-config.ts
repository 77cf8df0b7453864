import { may, type Verb } from '@/lib/auth/permissions';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Person } from '@/lib/core/context';
import { MINUTE_MS } from '@/lib/core/time';
import { ITEM_ACTS, type ItemAct } from './item-acts';

/** What the menus of a page know of the club, the day and the role of its reader. */
export type MenuConfig = {
  /** The acts that the role may do. */
  acts: readonly ItemAct[];
  checkInFromMs: number;
  timeZone: string;
  /** Where a court is delayed, with its language. */
  shiftPath: string;
  /** When the page was made, epoch ms. */
  now: number;
};

export const menuConfig = (
  { id, checkInFromMinutes, timeZone }: Club,
  person: Person,
  page: Pick<MenuConfig, 'shiftPath' | 'now'>,
): MenuConfig => ({
  ...page,
  acts: ITEM_ACTS.filter((act) => may(person, id, VERBS[act])),
  checkInFromMs: checkInFromMinutes * MINUTE_MS,
  timeZone,
});

const VERBS: Readonly<Record<ItemAct, Verb>> = {
  open: 'seePlanner',
  check_in: 'checkIn',
  undo_check_in: 'checkIn',
  no_show: 'markNoShow',
  revive: 'markNoShow',
  take: 'takeMoney',
  edit: 'bookAtDesk',
  lift: 'moveBookings',
  move: 'moveBookings',
  delay: 'moveBookings',
  lock: 'bookAtDesk',
  unlock: 'bookAtDesk',
  cancel: 'cancelByPolicy',
};
