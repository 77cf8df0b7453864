import { sql } from 'drizzle-orm';
import { HOLDS_MONEY } from '@/lib/ledger/disputes';
import { IS_ALIVE, REFUNDED_MINOR } from '@/lib/ledger/money-words';
import { correctPayment, recountRefunds } from '@/lib/reconciliation/correct-payment';
import { type ConsistencyCheck, mend } from '@/lib/records/check-definition';
import { processRefund } from '@/lib/refunds/process-refund';
import { releaseRefund } from './release-refund';
import { recallUndone } from './repair-undone';

const stripesFigures = mend('checks.repair.stripes_figures', correctPayment);

/** What must hold of refunds. */
export const REFUND_CHECKS: readonly ConsistencyCheck[] = [
  {
    id: 'I06',
    type: 'refunds_exceed_payment',
    means: 'checks.refunds_exceed_payment.means',
    rows: sql`select p.id as object_id from payments p join refunds f on f.payment_id = p.id
      where ${IS_ALIVE} group by p.id having sum(f.amount_minor) > p.received_minor`,
    offer: stripesFigures,
  },
  {
    id: 'I15',
    type: 'refund_not_sent',
    means: 'checks.refund_not_sent.means',
    rows: sql`select id as object_id from refunds
      where status = 'requested' and held_by_dispute_id is null and updated_at < now() - interval '10 minutes'`,
    offer: mend('checks.refund_not_sent.mend', processRefund),
  },
  {
    id: 'I15',
    type: 'refund_held_for_nothing',
    means: 'checks.refund_held_for_nothing.means',
    rows: sql`select f.id as object_id from refunds f join disputes h on h.id = f.held_by_dispute_id
      where h.updated_at < now() - interval '10 minutes'
        and (f.status = 'requested' or (f.status = 'covered' and h.status <> 'lost'))
        and not exists (select from disputes d where d.payment_id = f.payment_id and ${HOLDS_MONEY})`,
    offer: mend('checks.refund_held_for_nothing.mend', releaseRefund),
  },
  {
    id: 'I33',
    type: 'undone_act_refunded',
    means: 'checks.undone_act_refunded.means',
    rows: sql`select f.id as object_id from refunds f join acts a on a.id = f.act_id
      where a.undone_at is not null and f.status = 'requested'`,
    offer: mend('checks.undone_act_refunded.mend', recallUndone),
  },
  {
    id: 'I22',
    type: 'refund_stuck',
    means: 'checks.refund_stuck.means',
    rows: sql`select p.id as object_id from refunds f join payments p on p.id = f.payment_id
      where f.status = 'pending' and f.created_at < now() - interval '1 day'`,
    offer: stripesFigures,
  },
  {
    id: 'A16',
    type: 'refund_without_stripe',
    means: 'checks.refund_without_stripe.means',
    rows: sql`select p.id as object_id from refunds f join payments p on p.id = f.payment_id
      where f.status in ('pending', 'succeeded') and f.stripe_refund_id is null`,
    offer: stripesFigures,
  },
  {
    id: 'P3',
    type: 'refunded_total_differs',
    means: 'checks.refunded_total_differs.means',
    rows: sql`select p.id as object_id from payments p cross join lateral (select ${REFUNDED_MINOR} as minor) back
      where p.refunded_minor <> back.minor or (p.status = 'refunded') <> (back.minor > 0 and back.minor = p.received_minor)
        or (p.status = 'partially_refunded') <> (back.minor > 0 and back.minor < p.received_minor)`,
    offer: mend('checks.refunded_total_differs.mend', recountRefunds),
  },
];
