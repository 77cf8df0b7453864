import { sql } from 'drizzle-orm';
import { reservations } from '@/db/schema';
import { HOLDS_MONEY } from '@/lib/ledger/disputes';
import { IS_ALIVE } from '@/lib/ledger/money-words';

const bankDecides = sql<boolean>`exists (select from disputes d join payments p on p.id = d.payment_id
  where p.reservation_id = ${reservations.id} and ${HOLDS_MONEY})`;

const givenBackBefore = sql<number>`(select coalesce(sum(f.amount_minor), 0)::int
  from refunds f join payments p on p.id = f.payment_id where p.reservation_id = ${reservations.id}
    and f.cause = 'dashboard' and ${IS_ALIVE} and f.created_at < ${reservations.cancelledAt})`;

const backAtDesk = sql<number>`(select coalesce(-sum(u.amount_minor), 0)::int from dues u
  where u.reservation_id = ${reservations.id} and u.cause = 'cancelled' and u.amount_minor < 0
    and u.split_of is null)`;

/** What became of the money of a cancelled row of `reservations`, beside its refund. Amounts in minor units. */
export const givenBackColumns = { bankDecides, givenBackBefore, backAtDesk };
