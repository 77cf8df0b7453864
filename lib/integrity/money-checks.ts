import { sql } from 'drizzle-orm';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { IS_HELD } from '@/lib/ledger/disputes';
import {
  ACCOUNTED_MINOR,
  HAS_COURT,
  IS_LACKING,
  IS_SOLD,
  WITHOUT_COURT,
  OWED_MINOR,
} from '@/lib/ledger/money-words';
import { cancelAbandonedIntent } from '@/lib/payments/cancel-abandoned-intent';
import { closeExtraPayments } from '@/lib/payments/close-extra-payments';
import { byHand, type ConsistencyCheck, HISTORY, mend } from '@/lib/records/check-definition';
import { askStripe, cancelUnpaid, returnMoney, settleAtDesk } from './repair-court-money';
import { oweTheRest } from './repair-till';

/** What was sold must be paid, owed or waived to the cent, except for what staff gave back on purpose. */
export const COURT_WITHOUT_MONEY: ConsistencyCheck = {
  id: 'I04',
  type: 'court_without_money',
  means: 'checks.court_without_money.means',
  rows: sql`select r.id as object_id from reservations r
    where ${IS_SOLD} and ${ACCOUNTED_MINOR} <> r.price_minor and not ${IS_LACKING}`,
  offer: {
    kind: 'repairs',
    repairs: [
      {
        name: 'ask_stripe',
        does: 'checks.court_without_money.ask_stripe',
        run: askStripe,
      },
      {
        name: 'at_desk',
        does: 'checks.court_without_money.at_desk',
        run: settleAtDesk,
      },
      {
        name: 'cancel',
        does: 'checks.court_without_money.cancel',
        run: cancelUnpaid,
      },
      {
        name: 'due',
        does: 'checks.court_without_money.due',
        run: oweTheRest,
      },
    ],
  },
};

/** The same, where the money was given back at Stripe itself, which may have been intended. */
export const COURT_GIVEN_BACK: ConsistencyCheck = {
  id: 'I04',
  type: 'given_back_at_stripe',
  means: 'checks.given_back_at_stripe.means',
  rows: sql`select r.id as object_id from reservations r where ${IS_SOLD} and ${IS_LACKING}`,
  offer: byHand({ page: sitePaths.opsReview }, 'checks.given_back_at_stripe.advice'),
};

export const MONEY_WITHOUT_COURT: ConsistencyCheck = {
  id: 'I05',
  type: 'money_without_court',
  means: 'checks.money_without_court.means',
  // Money in another currency buys no court, and a missing booking has none.
  rows: sql`select p.id as object_id from payments p left join reservations r on r.id = p.reservation_id
    where p.completed_at is not null
      and (r.id is null or r.status not in ${HAS_COURT} or r.currency <> p.currency)
      and ${OWED_MINOR} > 0 and not ${IS_HELD}`,
  offer: mend('checks.money_without_court.mend', returnMoney),
};

/** What must hold of payments. */
export const MONEY_CHECKS: readonly ConsistencyCheck[] = [
  COURT_WITHOUT_MONEY,
  COURT_GIVEN_BACK,
  MONEY_WITHOUT_COURT,
  {
    id: 'I07',
    type: 'stripe_object_twice',
    means: 'checks.stripe_object_twice.means',
    rows: sql`select payment_intent_id as object_id from payments where payment_intent_id is not null
        group by 1 having count(*) > 1
      union all select stripe_refund_id from refunds where stripe_refund_id is not null group by 1 having count(*) > 1`,
    offer: byHand(
      { page: 'https://dashboard.stripe.com/search?query={id}' },
      'checks.stripe_object_twice.advice',
    ),
  },
  {
    id: 'A16',
    type: 'payment_without_stripe',
    means: 'checks.payment_without_stripe.means',
    rows: sql`select id as object_id from payments where completed_at is not null and payment_intent_id is null`,
    offer: byHand(
      { page: 'https://dashboard.stripe.com/search?query={id}' },
      'checks.payment_without_stripe.advice',
    ),
  },
  {
    id: 'I08',
    type: 'two_open_payments',
    means: 'checks.two_open_payments.means',
    // The share, else the reservation.
    rows: sql`select coalesce(due_id, reservation_id) as object_id from payments where status = 'pending'
      group by 1 having count(*) > 1`,
    offer: mend('checks.two_open_payments.mend', closeExtraPayments),
  },
  {
    id: 'I15',
    type: 'intent_not_cancelled',
    means: 'checks.intent_not_cancelled.means',
    rows: sql`select p.id as object_id from payments p join reservations r on r.id = p.reservation_id
      where p.status = 'pending' and least(p.cancel_requested_at,
        case when r.status in ${WITHOUT_COURT} then r.updated_at end) < now() - interval '10 minutes'`,
    offer: mend('checks.intent_not_cancelled.mend', cancelAbandonedIntent),
  },
  {
    id: 'I21',
    type: 'money_invalid',
    means: 'checks.money_invalid.means',
    rows: sql`select id as object_id from payments where amount_minor <= 0 or currency !~ '^[A-Z]{3}$'
      union all select id from refunds where amount_minor <= 0 or currency !~ '^[A-Z]{3}$'`,
    offer: byHand(HISTORY, 'checks.money_invalid.advice'),
  },
];
