import { sql } from 'drizzle-orm';

/**
 * What of a row `p` of `payments` has gone back or is on its way, in minor units and never more than came: through
 * Stripe, by hand, or through the bank in a dispute that was lost. A refund that failed, or that another way covers,
 * does not count.
 */
export const RETURNED_MINOR = sql`least(p.received_minor,
  (select coalesce(sum(f.amount_minor), 0) from refunds f where f.payment_id = p.id
    and (f.status not in ('failed', 'covered') or f.paid_by_hand_at is not null))
  + (select coalesce(sum(d.amount_minor), 0) from disputes d where d.payment_id = p.id
    and d.status = 'lost' and d.currency = p.currency))`;
