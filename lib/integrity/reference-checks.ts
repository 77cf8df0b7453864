import { type SQL, sql } from 'drizzle-orm';
import type { Messages } from 'next-intl';
import { db } from '@/db';
import type { Context } from '@/lib/core/context';
import { byHand, type ConsistencyCheck, mend, type RepairOffer } from '@/lib/records/check-definition';

/** What a row of a table is called. */
type Noun = keyof Messages['checks']['noun'];
const named = (noun: Noun) => ({ key: `checks.noun.${noun}` }) as const;

/** What is done with a row whose reference is broken. */
type Fate =
  /** The row has no use without the other. */
  | 'remove'
  /** The row is of use without the reference. */
  | 'detach'
  /** Money and bookings are never deleted, so the missing row must be restored. */
  | 'restore';

/** Child, its table, the column that refers, the parent and its table. */
export const REFERENCES: readonly [Noun, string, string, Noun, string, Fate][] = [
  ['payment', 'payments', 'user_id', 'user', 'users', 'restore'],
  ['payment', 'payments', 'reservation_id', 'reservation', 'reservations', 'restore'],
  ['payment', 'payments', 'due_id', 'due', 'dues', 'restore'],
  ['shared_cost', 'shared_costs', 'reservation_id', 'reservation', 'reservations', 'remove'],
  ['refund', 'refunds', 'payment_id', 'payment', 'payments', 'restore'],
  ['refund', 'refunds', 'held_by_dispute_id', 'dispute', 'disputes', 'detach'],
  ['dispute', 'disputes', 'payment_id', 'payment', 'payments', 'restore'],
  ['reservation', 'reservations', 'user_id', 'user', 'users', 'restore'],
  ['reservation', 'reservations', 'replaces', 'replaced', 'reservations', 'restore'],
  ['reservation', 'reservations', 'court_id', 'court', 'courts', 'restore'],
  ['reservation', 'reservations', 'club_id', 'club', 'clubs', 'restore'],
  ['participant', 'participants', 'reservation_id', 'reservation', 'reservations', 'remove'],
  ['participant', 'participants', 'user_id', 'user', 'users', 'detach'],
  ['notice', 'notices', 'reservation_id', 'reservation', 'reservations', 'detach'],
  ['notice', 'notices', 'refund_id', 'refund', 'refunds', 'detach'],
  ['notice', 'notices', 'user_id', 'user', 'users', 'detach'],
  ['notice', 'notices', 'customer_id', 'customer', 'customers', 'detach'],
  ['notice', 'notices', 'club_id', 'club', 'clubs', 'detach'],
  ['notice', 'notices', 'resend_of', 'notice', 'notices', 'detach'],
  ['message', 'live_events', 'user_id', 'user', 'users', 'remove'],
  ['alert', 'slot_alerts', 'user_id', 'user', 'users', 'remove'],
  ['alert', 'slot_alerts', 'club_id', 'club', 'clubs', 'remove'],
  ['alert', 'slot_alerts', 'offered_reservation_id', 'reservation', 'reservations', 'remove'],
  ['step', 'operation_services', 'operation_id', 'operation', 'operations', 'remove'],
  ['reservation', 'reservations', 'staff_settled_by', 'staff', 'users', 'restore'],
  ['reservation', 'reservations', 'locked_by', 'locker', 'users', 'restore'],
  ['reservation', 'reservations', 'checked_in_by', 'greeter', 'users', 'restore'],
  ['notice', 'notices', 'act_id', 'act', 'acts', 'detach'],
  ['refund', 'refunds', 'act_id', 'act', 'acts', 'detach'],
  ['act', 'acts', 'club_id', 'club', 'clubs', 'remove'],
  ['act', 'acts', 'by', 'staff', 'users', 'remove'],
  ['act', 'acts', 'undone_by', 'user', 'users', 'remove'],
  ['visitor_hold', 'visitor_holds', 'reservation_id', 'reservation', 'reservations', 'remove'],
  ['left_place', 'left_places', 'reservation_id', 'reservation', 'reservations', 'remove'],
  ['left_place', 'left_places', 'club_id', 'club', 'clubs', 'remove'],
  ['token', 'api_tokens', 'user_id', 'user', 'users', 'remove'],
  ['token', 'api_tokens', 'club_id', 'club', 'clubs', 'remove'],
  ['role', 'staff_roles', 'user_id', 'user', 'users', 'remove'],
  ['role', 'staff_roles', 'club_id', 'club', 'clubs', 'remove'],
  ['role', 'staff_roles', 'granted_by', 'staff', 'users', 'detach'],
  ['invitation', 'staff_invitations', 'club_id', 'club', 'clubs', 'remove'],
  ['invitation', 'staff_invitations', 'invited_by', 'staff', 'users', 'remove'],
  ['invitation', 'staff_invitations', 'accepted_by', 'user', 'users', 'remove'],
  ['second_factor', 'second_factors', 'user_id', 'user', 'users', 'remove'],
  ['recovery_code', 'recovery_codes', 'user_id', 'user', 'users', 'remove'],
  ['passkey', 'passkeys', 'user_id', 'user', 'users', 'remove'],
  ['customer', 'customers', 'user_id', 'user', 'users', 'restore'],
  ['customer', 'customers', 'club_id', 'club', 'clubs', 'restore'],
  ['customer', 'customers', 'blocked_by', 'staff', 'users', 'detach'],
  ['customer', 'customers', 'merged_into', 'customer', 'customers', 'detach'],
  ['reservation', 'reservations', 'customer_id', 'customer', 'customers', 'restore'],
  ['participant', 'participants', 'customer_id', 'customer', 'customers', 'detach'],
  ['last_game', 'last_games', 'customer_id', 'customer', 'customers', 'remove'],
  ['last_game', 'last_games', 'club_id', 'club', 'clubs', 'remove'],
  ['shared_contact', 'shared_contacts', 'customer_id', 'customer', 'customers', 'remove'],
  ['shared_contact', 'shared_contacts', 'club_id', 'club', 'clubs', 'remove'],
  ['court_day', 'court_days', 'club_id', 'club', 'clubs', 'remove'],
  ['court_day', 'court_days', 'court_id', 'court', 'courts', 'remove'],
  ['price_rule', 'price_rules', 'club_id', 'club', 'clubs', 'remove'],
  ['opening_hours', 'opening_hours', 'club_id', 'club', 'clubs', 'remove'],
  ['special_day', 'special_days', 'club_id', 'club', 'clubs', 'remove'],
  ['category', 'categories', 'club_id', 'club', 'clubs', 'remove'],
  ['court', 'courts', 'club_id', 'club', 'clubs', 'restore'],
  ['photo', 'photos', 'club_id', 'club', 'clubs', 'remove'],
  ['photo', 'photos', 'court_id', 'court', 'courts', 'detach'],
  ['photo', 'photos', 'created_by', 'staff', 'users', 'detach'],
  ['series', 'series', 'club_id', 'club', 'clubs', 'restore'],
  ['series', 'series', 'court_id', 'court', 'courts', 'restore'],
  ['series', 'series', 'customer_id', 'customer', 'customers', 'restore'],
  ['series', 'series', 'created_by', 'staff', 'users', 'restore'],
  ['series_exception', 'series_exceptions', 'series_id', 'series', 'series', 'remove'],
  ['reservation', 'reservations', 'series_id', 'series', 'series', 'restore'],
  ['due', 'dues', 'club_id', 'club', 'clubs', 'restore'],
  ['due', 'dues', 'reservation_id', 'reservation', 'reservations', 'restore'],
  ['due', 'dues', 'waived_by', 'staff', 'users', 'restore'],
  ['due', 'dues', 'split_of', 'due', 'dues', 'restore'],
  ['shift', 'till_shifts', 'club_id', 'club', 'clubs', 'restore'],
  ['shift', 'till_shifts', 'opened_by', 'staff', 'users', 'restore'],
  ['shift', 'till_shifts', 'closed_by', 'user', 'users', 'restore'],
  ['entry', 'till_entries', 'club_id', 'club', 'clubs', 'restore'],
  ['entry', 'till_entries', 'shift_id', 'shift', 'till_shifts', 'restore'],
  ['entry', 'till_entries', 'reservation_id', 'reservation', 'reservations', 'restore'],
  ['entry', 'till_entries', 'reverses', 'entry', 'till_entries', 'restore'],
  ['entry', 'till_entries', 'taken_by', 'staff', 'users', 'restore'],
];

/** Tables without an `id`. Their violations are named by the broken reference. */
const WITHOUT_ID = [
  'court_days',
  'last_games',
  'participants',
  'operation_services',
  'second_factors',
  'series_exceptions',
  'shared_contacts',
  'shared_costs',
  'special_days',
  'visitor_holds',
];

/**
 * Broken references. Foreign keys forbid them, but a restored dump, an early failover or a manual change may cause
 * them.
 */
export const REFERENCE_CHECKS: readonly ConsistencyCheck[] = REFERENCES.map(
  ([child, table, column, parent, parents, fate]) => {
    const told = sql`child.${sql.identifier(WITHOUT_ID.includes(table) ? column : 'id')}`;
    const refers = sql`child.${sql.identifier(column)}`;
    const leadsNowhere = sql`${refers} is not null and not exists (
      select from ${sql.identifier(parents)} parent where parent.id = ${refers})`;
    return {
      id: 'FK',
      type: `${child}_missing_${parent}`,
      means: {
        key: 'checks.reference.means',
        values: { child: named(child), parent: named(parent) },
      },
      rows: sql`select ${told} as object_id from ${sql.identifier(table)} child where ${leadsNowhere}`,
      offer: offerFor(fate, {
        parents,
        remove: sql`delete from ${sql.identifier(table)} child where ${leadsNowhere} and ${told}::text = `,
        detach: sql`update ${sql.identifier(table)} child set ${sql.identifier(column)} = null
          where ${leadsNowhere} and ${told}::text = `,
      }),
    };
  },
);

type Ways = { parents: string; remove: SQL; detach: SQL };

function offerFor(fate: Fate, { parents, remove, detach }: Ways): RepairOffer {
  const run = (statement: SQL) => (_ctx: Context, objectId: string) =>
    db().execute(sql`${statement}${objectId}`);
  switch (fate) {
    case 'remove':
      return mend('checks.reference.remove', run(remove));
    case 'detach':
      return mend('checks.reference.detach', run(detach));
    case 'restore':
      return byHand(
        { command: `pg_restore --data-only --table=${parents} --dbname="$DATABASE_URL" pista.dump` },
        'checks.reference.restore',
      );
  }
}
