import { sql } from 'drizzle-orm';
import { HOLDS_MONEY } from '@/lib/ledger/disputes';
import { COVER_MINOR, IS_GIVEN_BACK, IS_SOLD } from '@/lib/ledger/paid-amount';
import { RETURNED_MINOR } from '@/lib/ledger/returned-minor';
import { cancelAbandonedIntent } from '@/lib/payments/cancel-abandoned-intent';
import { closeExtraPayments } from '@/lib/payments/close-extra-payments';
import { byHand, type ConsistencyCheck, HISTORY, mend } from '@/lib/records/check-definition';
import { askStripe, cancelUnpaid, returnMoney, settleAtDesk } from './repair-court-money';

/** A confirmed booking must be paid to the cent; what staff gave back on purpose is theirs to give. */
export const COURT_WITHOUT_MONEY: ConsistencyCheck = {
  id: 'I04',
  type: 'court_without_money',
  means: {
    es: 'Una reserva confirmada no está pagada por su precio exacto.',
    en: 'A confirmed reservation is not paid at its exact price.',
  },
  rows: sql`select r.id as object_id from reservations r
    where ${IS_SOLD} and ${COVER_MINOR} <> r.price_minor and not ${IS_GIVEN_BACK}`,
  offer: {
    kind: 'repairs',
    repairs: [
      {
        name: 'ask_stripe',
        does: {
          es: 'Pregunta a Stripe una vez más: lo que se pagó cuenta, y lo que se pagó de más vuelve al jugador.',
          en: 'Asks Stripe once more: what was paid counts, and what was paid too much goes back to the player.',
        },
        run: askStripe,
      },
      {
        name: 'at_desk',
        does: {
          es: 'Anota que el club ha cobrado en mano, con tu nombre; el jugador conserva la pista.',
          en: 'Writes down, under your name, that the club took the money itself; the player keeps the court.',
        },
        run: settleAtDesk,
      },
      {
        name: 'cancel',
        does: {
          es: 'Pregunta a Stripe y, si no está pagada y aún no ha empezado, la cancela, devuelve lo que se pagara y avisa al jugador.',
          en: 'Asks Stripe and, if it is not paid and has not begun, cancels it, gives back whatever was paid and tells the player.',
        },
        run: cancelUnpaid,
      },
    ],
  },
};

/** The same, where somebody gave the money back at Stripe itself: that may have been meant. */
export const COURT_GIVEN_BACK: ConsistencyCheck = {
  id: 'I04',
  type: 'given_back_at_stripe',
  means: {
    es: 'Se devolvió en Stripe dinero de una reserva confirmada y nadie ha dicho si sigue en pie.',
    en: 'Money of a confirmed reservation was given back at Stripe, and nobody has said whether it stands.',
  },
  rows: sql`select r.id as object_id from reservations r where ${IS_SOLD} and ${IS_GIVEN_BACK}`,
  offer: byHand(
    { page: '/ops#review' },
    {
      es: 'Entre los cobros por revisar, cancela la reserva o déjala en pie sin ese dinero.',
      en: 'Among the payments to review, cancel the booking or let it stand without that money.',
    },
  ),
};

export const MONEY_WITHOUT_COURT: ConsistencyCheck = {
  id: 'I05',
  type: 'money_without_court',
  means: {
    es: 'Se cobró por una pista que el jugador no tiene y el dinero no va de vuelta.',
    en: 'Money was taken for a court the player does not have, and it is not on its way back.',
  },
  // Money in another currency than the court's buys nothing either, and a booking that is gone had none.
  rows: sql`select p.id as object_id from payments p left join reservations r on r.id = p.reservation_id
    where p.completed_at is not null
      and (r.id is null or r.status not in ('confirmed', 'completed', 'no_show') or r.currency <> p.currency)
      and p.received_minor - p.retained_minor > ${RETURNED_MINOR}
      and not exists (select from disputes d where d.payment_id = p.id and ${HOLDS_MONEY})`,
  offer: mend(
    {
      es: 'Pide a Stripe que devuelva el dinero y avisa al jugador; si una devolución falló, la intenta otra vez.',
      en: 'Asks Stripe to give the money back and tells the player; a refund that failed is tried once more.',
    },
    returnMoney,
  ),
};

/** What must hold of payments. */
export const MONEY_CHECKS: readonly ConsistencyCheck[] = [
  COURT_WITHOUT_MONEY,
  COURT_GIVEN_BACK,
  MONEY_WITHOUT_COURT,
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
    offer: byHand(
      { page: 'https://dashboard.stripe.com/search?query={id}' },
      {
        es: 'En Stripe, sus metadatos dicen a qué cobro nuestro pertenece: déjalo en esa fila, bórralo de la otra con psql y compara con Stripe otra vez.',
        en: 'At Stripe its metadata say which payment of ours it belongs to: leave it on that row, clear it on the other with psql, and compare with Stripe again.',
      },
    ),
  },
  {
    id: 'A16',
    type: 'payment_without_stripe',
    means: {
      es: 'Un cobro consta como hecho sin número de Stripe.',
      en: 'A payment is said to be made, yet it has no number at Stripe.',
    },
    rows: sql`select id as object_id from payments where completed_at is not null and payment_intent_id is null`,
    offer: byHand(
      { page: 'https://dashboard.stripe.com/search?query={id}' },
      {
        es: 'Búscalo en Stripe por sus metadatos: si está, pon su número con psql y compara con Stripe otra vez; si no está, nadie lo cobró: cancela la reserva en su página o cóbrala en el club.',
        en: 'Search for it at Stripe by its metadata: if it is there, set its number with psql and compare with Stripe again; if not, nobody took it: cancel the reservation on its page or have the club take the money.',
      },
    ),
  },
  {
    id: 'I08',
    type: 'two_open_payments',
    means: {
      es: 'Una reserva tiene dos cobros abiertos a la vez.',
      en: 'A reservation has two payments open at once.',
    },
    rows: sql`select reservation_id as object_id from payments where status = 'pending' group by 1 having count(*) > 1`,
    offer: mend(
      {
        es: 'Deja abierto el último cobro y cancela los demás en Stripe; si alguno ya se pagó, se trata como dinero tardío.',
        en: 'Leaves the newest payment open and cancels the others at Stripe; one that was paid by now is settled as late money.',
      },
      closeExtraPayments,
    ),
  },
  {
    id: 'I15',
    type: 'intent_not_cancelled',
    means: {
      es: 'Un cobro que ya nadie debe pagar sigue abierto en Stripe.',
      en: 'A payment that nobody may make any more is still open at Stripe.',
    },
    rows: sql`select p.id as object_id from payments p join reservations r on r.id = p.reservation_id
      where p.status = 'pending' and least(p.cancel_requested_at,
        case when r.status in ('cancelled', 'expired') then r.updated_at end) < now() - interval '10 minutes'`,
    offer: mend(
      {
        es: 'Lo cancela en Stripe ahora; si ya se pagó, se trata como dinero tardío.',
        en: 'Cancels it at Stripe now; if it was paid by now, it is settled as late money.',
      },
      cancelAbandonedIntent,
    ),
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
    offer: byHand(HISTORY, {
      es: 'Su historial lleva a Stripe, que dice el importe y la moneda verdaderos: ponlos con psql y recupera la regla payments_amounts o refunds_amounts.',
      en: 'Its history leads to Stripe, which says the true amount and currency: set them with psql and bring back the rule payments_amounts or refunds_amounts.',
    }),
  },
];
