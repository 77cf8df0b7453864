import { and, eq, sql } from 'drizzle-orm';
import { refunds } from '@/db/schema';
import { IS_ALIVE, LEFT_MINOR } from '@/lib/ledger/money-words';

/**
 * Whether a refund failed and its money is still to be given back: no later one gives it, and something of its payment
 * is left.
 */
export const IS_UNSETTLED = and(
  eq(refunds.status, 'failed'),
  sql`(select ${LEFT_MINOR} from payments p where p.id = ${refunds.paymentId}) > 0
  and not exists (select from refunds f where f.payment_id = ${refunds.paymentId} and f.created_at > ${refunds.updatedAt}
    and f.amount_minor >= ${refunds.amountMinor} and ${IS_ALIVE})`,
);
