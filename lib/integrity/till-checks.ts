import { sql } from 'drizzle-orm';
import { EXPECTED_MINOR, TILL_KEPT_MINOR, WITHOUT_COURT } from '@/lib/ledger/money-words';
import { byHand, type ConsistencyCheck, HISTORY, mend } from '@/lib/records/check-definition';
import { oweTheRest, recountShift } from './repair-till';

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
];
