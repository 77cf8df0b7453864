import { sql } from 'drizzle-orm';
import {
  DUE_MINOR,
  EXPECTED_MINOR,
  HAS_COURT,
  TILL_KEPT_MINOR,
  WITHOUT_COURT,
} from '@/lib/ledger/money-words';
import { byHand, type ConsistencyCheck, HISTORY, mend } from '@/lib/records/check-definition';
import { closePayment, oweTheRest, placeDue, recountShift } from './repair-till';

/** What must hold of dues and the till. */
export const TILL_CHECKS: readonly ConsistencyCheck[] = [
  {
    id: 'I25',
    type: 'till_shift_miscounted',
    means: 'checks.till_shift_miscounted.means',
    rows: sql`select s.id as object_id from till_shifts s
      where s.closed_at is not null and s.expected_minor <> ${EXPECTED_MINOR}`,
    offer: mend('checks.till_shift_miscounted.mend', recountShift),
  },
  {
    id: 'I25',
    type: 'till_paid_out_too_much',
    means: 'checks.till_paid_out_too_much.means',
    rows: sql`select reservation_id as object_id from till_entries where reservation_id is not null
      group by reservation_id, currency having sum(amount_minor) < 0`,
    offer: byHand(HISTORY, 'checks.till_paid_out_too_much.advice'),
  },
  {
    id: 'I32',
    type: 'till_of_cancelled_differs',
    means: 'checks.till_of_cancelled_differs.means',
    rows: sql`select r.id as object_id from reservations r
      where r.status in ${WITHOUT_COURT} and ${TILL_KEPT_MINOR} <> r.retained_till_minor`,
    offer: mend('checks.till_of_cancelled_differs.mend', oweTheRest),
  },
  {
    id: 'I25',
    type: 'till_entry_misplaced',
    means: 'checks.till_entry_misplaced.means',
    rows: sql`select e.id as object_id from till_entries e
      left join till_shifts s on s.id = e.shift_id left join reservations r on r.id = e.reservation_id
      where s.club_id <> e.club_id or r.club_id <> e.club_id`,
    offer: byHand(HISTORY, 'checks.till_entry_misplaced.advice'),
  },
  {
    id: 'I25',
    type: 'till_reversal_differs',
    means: 'checks.till_reversal_differs.means',
    rows: sql`select e.id as object_id from till_entries e join till_entries mistake on mistake.id = e.reverses
      where e.amount_minor <> -mistake.amount_minor or mistake.reverses is not null
        or (e.kind, e.method, e.currency, e.club_id) is distinct from
          (mistake.kind, mistake.method, mistake.currency, mistake.club_id)
        or e.reservation_id is distinct from mistake.reservation_id`,
    offer: byHand(HISTORY, 'checks.till_reversal_differs.advice'),
  },
  {
    id: 'I32',
    type: 'due_misplaced',
    means: 'checks.due_misplaced.means',
    rows: sql`select u.id as object_id from dues u join reservations r on r.id = u.reservation_id
      where u.club_id <> r.club_id`,
    offer: mend('checks.due_misplaced.mend', placeDue),
  },
  {
    id: 'I32',
    type: 'due_rest_astray',
    means: 'checks.due_rest_astray.means',
    rows: sql`select u.id as object_id from dues u join dues first on first.id = u.split_of
      where first.split_of is not null or first.settled_at is null
        or (u.reservation_id, u.currency) is distinct from (first.reservation_id, first.currency)`,
    offer: byHand(HISTORY, 'checks.due_rest_astray.advice'),
  },
  {
    id: 'I15',
    type: 'payment_beyond_due',
    means: 'checks.payment_beyond_due.means',
    rows: sql`select p.id as object_id from payments p join reservations r on r.id = p.reservation_id
      where p.status = 'pending' and p.cancel_requested_at is null and r.status in ${HAS_COURT}
        and p.amount_minor > greatest(${DUE_MINOR}, 0) and p.created_at < now() - interval '10 minutes'`,
    offer: mend('checks.payment_beyond_due.mend', closePayment),
  },
];
