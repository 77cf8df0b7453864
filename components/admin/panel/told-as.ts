import type { HistoryEntry } from '@/lib/desk/history/list-history';

/** The changes that have words of their own, as `<entity>.<what>`. */
const TOLD = [
  'reservation.payment_pending',
  'reservation.pending',
  'reservation.confirmed',
  'reservation.completed',
  'reservation.no_show',
  'reservation.cancelled',
  'reservation.expired',
  'reservation.check_in',
  'reservation.undo_check_in',
  'reservation.player_check_in',
  'reservation.player_check_in_undone',
  'reservation.fields',
  'reservation.undo_of',
  'reservation.moved',
  'reservation.player_added',
  'reservation.player_removed',
  'payment.pending',
  'payment.completed',
  'payment.partially_refunded',
  'payment.refunded',
  'payment.failed',
  'payment.cancelled',
  'payment.retained_by_policy',
  'refund.requested',
  'refund.pending',
  'refund.succeeded',
  'refund.failed',
  'refund.covered',
  'due.open',
  'due.settled',
  'due.waived',
  'till.payment',
  'till.payout',
  'till.cash_in',
  'till.cash_out',
  'till.open',
  'till.closed',
  'customer.added',
  'customer.changed',
  'customer.blocked',
  'customer.open',
  'customer.merged',
  'customer.erased',
  'customer.linked',
  'club.changed',
  'club.closing',
  'club.deleted',
  'club.active',
  'club.exported',
  'club.opening_hours_replaced',
  'club.special_days_replaced',
  'club.price_rules_replaced',
  'club.categories_replaced',
  'club.extras_replaced',
  'court.active',
  'court.inactive',
  'court.changed',
  'invitation.open',
  'invitation.accepted',
  'invitation.withdrawn',
  'user.api_token_created',
  'user.api_token_revoked',
  'user.staff_role_granted',
  'user.staff_role_changed',
  'user.staff_role_revoked',
] as const;

export type Told = (typeof TOLD)[number];

type Entry = Pick<HistoryEntry, 'entity' | 'fromState' | 'toState' | 'detail'>;

/** Under which words a line of the audit is told. Null when there are none, and its states must do. */
export function toldAs({ entity, fromState, toState, detail }: Entry): Told | null {
  const inDetail = fromState === toState ? TOLD.find((one) => isIn(one, entity, detail ?? {})) : undefined;
  return inDetail ?? TOLD.find((one) => one === `${entity}.${toState}`) ?? null;
}

/** A change within one status is named by the key of its detail. */
const isIn = (told: Told, entity: string, detail: Record<string, unknown>): boolean =>
  Object.keys(detail).some((key) => told === `${entity}.${key}`);

/** An amount that a line tells of. */
export function amountIn({
  detail,
}: Pick<HistoryEntry, 'detail'>): { minor: number; currency: string } | null {
  const { amount_minor: minor, currency } = detail ?? {};
  return typeof minor === 'number' && typeof currency === 'string' ? { minor, currency } : null;
}

/** From when to when a line tells that a booking moved, in epoch ms. */
export function moveIn({ detail }: Pick<HistoryEntry, 'detail'>): { from: number; to: number } | null {
  const moved = detail?.moved;
  if (typeof moved !== 'object' || moved === null) return null;
  if (!('from_starts_at' in moved) || !('starts_at' in moved)) return null;
  return { from: Date.parse(String(moved.from_starts_at)), to: Date.parse(String(moved.starts_at)) };
}
