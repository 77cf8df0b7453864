import { sql } from 'drizzle-orm';
import { cancelAbandonedIntent } from '@/lib/payments/cancel-intent';
import { giveBackUncovered } from '@/lib/payments/give-back-uncovered';
import { processRefund } from '@/lib/payments/process-refund';
import { syncPayment } from '@/lib/payments/sync-payment';
import type { ConsistencyCheck } from './consistency-check';

/** A confirmed booking must be paid to the cent; what staff gave back on purpose is theirs to give. */
export const COURT_WITHOUT_MONEY: ConsistencyCheck = {
  id: 'I04',
  type: 'court_without_money',
  means: {
    es: 'Una reserva confirmada no está pagada por su precio exacto.',
    en: 'A confirmed reservation is not paid at its exact price.',
  },
  rows: sql`select r.id as object_id from reservations r
    cross join lateral (select coalesce(sum(received_minor), 0) as minor from payments p
      where p.reservation_id = r.id and p.completed_at is not null and p.currency = r.currency) paid
    cross join lateral (select coalesce(sum(f.amount_minor), 0) as minor from refunds f join payments p on p.id = f.payment_id
      where p.reservation_id = r.id and f.status <> 'failed' and f.cause not in ('staff', 'dashboard')) back
    where r.kind = 'booking' and r.status in ('confirmed', 'completed', 'no_show') and r.staff_settled_by is null
      and paid.minor - back.minor <> r.price_minor`,
};

export const MONEY_WITHOUT_COURT: ConsistencyCheck = {
  id: 'I05',
  type: 'money_without_court',
  means: {
    es: 'Se cobró por una pista que el jugador no tiene y el dinero no va de vuelta.',
    en: 'Money was taken for a court the player does not have, and it is not on its way back.',
  },
  rows: sql`select p.id as object_id from payments p join reservations r on r.id = p.reservation_id
    where p.completed_at is not null and r.status not in ('confirmed', 'completed', 'no_show')
      and p.retained_by_policy_at is null and p.received_minor > coalesce(
        (select sum(amount_minor) from refunds f where f.payment_id = p.id and f.status <> 'failed'), 0)`,
  repair: giveBackUncovered,
};

/** What must hold of payments and refunds. */
export const MONEY_CHECKS: readonly ConsistencyCheck[] = [
  COURT_WITHOUT_MONEY,
  MONEY_WITHOUT_COURT,
  {
    id: 'I06',
    type: 'refunds_exceed_payment',
    means: {
      es: 'Se devuelve más de lo que se cobró.',
      en: 'More is given back than was taken.',
    },
    rows: sql`select p.id as object_id from payments p join refunds f on f.payment_id = p.id
      where f.status <> 'failed' group by p.id having sum(f.amount_minor) > p.received_minor`,
  },
  {
    id: 'I07',
    type: 'stripe_object_twice',
    means: {
      es: 'Dos filas nombran el mismo pago o la misma devolución de Stripe.',
      en: 'Two rows name the same payment or refund at Stripe.',
    },
    rows: sql`select payment_intent_id as object_id from payments where payment_intent_id is not null
        group by 1 having count(*) > 1
      union all select stripe_refund_id from refunds where stripe_refund_id is not null group by 1 having count(*) > 1`,
  },
  {
    id: 'I08',
    type: 'two_open_payments',
    means: {
      es: 'Una reserva tiene dos cobros abiertos a la vez.',
      en: 'A reservation has two payments open at once.',
    },
    rows: sql`select reservation_id as object_id from payments where status = 'pending' group by 1 having count(*) > 1`,
  },
  {
    id: 'I15',
    type: 'refund_not_sent',
    means: {
      es: 'Una devolución espera desde hace más de diez minutos a enviarse a Stripe.',
      en: 'A refund has waited more than ten minutes to be sent to Stripe.',
    },
    rows: sql`select id as object_id from refunds where status = 'requested' and updated_at < now() - interval '10 minutes'`,
    repair: processRefund,
  },
  {
    id: 'I15',
    type: 'intent_not_cancelled',
    means: {
      es: 'Un cobro que ya nadie debe pagar sigue abierto en Stripe.',
      en: 'A payment that nobody may make any more is still open at Stripe.',
    },
    rows: sql`select id as object_id from payments
      where status = 'pending' and cancel_requested_at < now() - interval '10 minutes'`,
    repair: cancelAbandonedIntent,
  },
  {
    id: 'I21',
    type: 'money_invalid',
    means: {
      es: 'Un importe no es positivo o su moneda no existe.',
      en: 'An amount is not positive, or its currency does not exist.',
    },
    rows: sql`select id as object_id from payments where amount_minor <= 0 or currency !~ '^[A-Z]{3}$'
      union all select id from refunds where amount_minor <= 0 or currency !~ '^[A-Z]{3}$'`,
  },
  {
    id: 'I22',
    type: 'refund_stuck',
    means: {
      es: 'Stripe tarda más de un día en hacer una devolución.',
      en: 'Stripe has not finished a refund for more than a day.',
    },
    rows: sql`select p.id as object_id from refunds f join payments p on p.id = f.payment_id
      where f.status = 'pending' and f.created_at < now() - interval '1 day'`,
    repair: syncPayment,
  },
  {
    id: 'A16',
    type: 'refund_without_stripe',
    means: {
      es: 'Una devolución consta como hecha sin que Stripe le haya dado número.',
      en: 'A refund is said to be done, yet Stripe never gave it a number.',
    },
    rows: sql`select p.id as object_id from refunds f join payments p on p.id = f.payment_id
      where f.status in ('pending', 'succeeded') and f.stripe_refund_id is null`,
  },
  {
    id: 'P3',
    type: 'refunded_total_differs',
    means: {
      es: 'El total devuelto de un cobro no es la suma de sus devoluciones.',
      en: 'What a payment says was given back is not the sum of its refunds.',
    },
    rows: sql`select p.id as object_id from payments p cross join lateral (
        select coalesce(sum(amount_minor), 0) as minor from refunds f where f.payment_id = p.id and f.status = 'succeeded') back
      where p.refunded_minor <> back.minor or (p.status = 'refunded') <> (back.minor > 0 and back.minor = p.received_minor)
        or (p.status = 'partially_refunded') <> (back.minor > 0 and back.minor < p.received_minor)`,
  },
];
