import { sql } from 'drizzle-orm';
import { HOLDS_MONEY } from '@/lib/ledger/disputes';
import { correctPayment, recountRefunds } from '@/lib/reconciliation/correct-payment';
import { type ConsistencyCheck, mend } from '@/lib/records/check-definition';
import { processRefund } from '@/lib/refunds/process-refund';
import { releaseRefund } from './release-refund';

const stripesFigures = mend(
  {
    es: 'Pregunta a Stripe por el cobro y sus devoluciones y deja nuestras cifras como las suyas; lo que Stripe no conoce queda como fallido, para reintentarlo.',
    en: 'Asks Stripe about the payment and its refunds and sets our figures to its own; what Stripe has never heard of is called failed, to be tried again.',
  },
  correctPayment,
);

/** What must hold of refunds. */
export const REFUND_CHECKS: readonly ConsistencyCheck[] = [
  {
    id: 'I06',
    type: 'refunds_exceed_payment',
    means: {
      es: 'Se devuelve más de lo que se cobró.',
      en: 'More is given back than was taken.',
    },
    rows: sql`select p.id as object_id from payments p join refunds f on f.payment_id = p.id
      where f.status not in ('failed', 'covered') group by p.id having sum(f.amount_minor) > p.received_minor`,
    offer: stripesFigures,
  },
  {
    id: 'I15',
    type: 'refund_not_sent',
    means: {
      es: 'Una devolución espera desde hace más de diez minutos a enviarse a Stripe.',
      en: 'A refund has waited more than ten minutes to be sent to Stripe.',
    },
    rows: sql`select id as object_id from refunds
      where status = 'requested' and held_by_dispute_id is null and updated_at < now() - interval '10 minutes'`,
    offer: mend(
      {
        es: 'La envía a Stripe ahora; con la misma clave, así que nunca sale dos veces.',
        en: 'Sends it to Stripe now; under the same key, so that it never goes out twice.',
      },
      processRefund,
    ),
  },
  {
    id: 'I15',
    type: 'refund_held_for_nothing',
    means: {
      es: 'Una devolución espera el fin de una disputa que ya no retiene el dinero.',
      en: 'A refund waits for the end of a dispute that holds no money any more.',
    },
    rows: sql`select f.id as object_id from refunds f join disputes h on h.id = f.held_by_dispute_id
      where h.updated_at < now() - interval '10 minutes'
        and (f.status = 'requested' or (f.status = 'covered' and h.status <> 'lost'))
        and not exists (select from disputes d where d.payment_id = f.payment_id and ${HOLDS_MONEY})`,
    offer: mend(
      {
        es: 'La suelta y la envía a Stripe; si el banco ya se quedó con el dinero, Stripe la rechaza y no sale dos veces.',
        en: 'Lets go of it and sends it to Stripe; if the bank has taken the money, Stripe refuses it and nothing goes out twice.',
      },
      releaseRefund,
    ),
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
    offer: stripesFigures,
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
    offer: stripesFigures,
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
    offer: mend(
      {
        es: 'Suma otra vez las devoluciones hechas y corrige el total y el estado del cobro.',
        en: 'Adds up the refunds that were made once more and corrects the total and the state of the payment.',
      },
      recountRefunds,
    ),
  },
];
