import { sql } from 'drizzle-orm';
import { propagateClubChange } from '@/lib/clubs/propagate-club-change';
import { deliverNotice } from '@/lib/notices/deliver-notice';
import { byHand, type ConsistencyCheck, HISTORY, mend } from '@/lib/records/check-definition';
import { replayWebhookEvent } from '@/lib/webhooks/replay-webhook-event';
import { eraseCustomer } from './repair-customer';
import { repairDuplicateNotice } from './repair-duplicate-notice';
import { keepOneEvent } from './repair-rows';
import { writeMissingConfirmation, writeMissingRefundNotice } from './write-missing-notice';

/** A notice `n` that tells of the confirmation of a reservation `r`, or is about to. */
const CONFIRMS = sql`n.reservation_id = r.id and n.kind = 'reservation_confirmation' and n.status not in ('failed', 'bounced')`;

/** What must hold of notices and of the events that providers send us. */
export const MESSAGE_CHECKS: readonly ConsistencyCheck[] = [
  {
    id: 'I10',
    type: 'confirmation_missing',
    means: {
      es: 'Un jugador no tiene ningún aviso de su reserva confirmada.',
      en: 'A player has no notice of a confirmed reservation.',
    },
    rows: sql`select r.id as object_id from reservations r join users u on u.id = r.user_id and u.erased_at is null
      where r.kind = 'booking' and r.status = 'confirmed' and r.updated_at < now() - interval '10 minutes'
        and not exists (select from notices n where ${CONFIRMS})`,
    offer: mend(
      {
        es: 'Escribe el aviso que falta y lo envía; si ya existe, no se repite.',
        en: 'Writes the notice that is missing and sends it; one that exists is not repeated.',
      },
      writeMissingConfirmation,
    ),
  },
  {
    id: 'I10',
    type: 'confirmation_not_one',
    means: {
      es: 'Un jugador recibió más de un aviso de su reserva confirmada.',
      en: 'A player was told more than once that a reservation is confirmed.',
    },
    rows: sql`select r.id as object_id from reservations r where r.kind = 'booking' and r.status = 'confirmed'
      and (select count(distinct (n.channel, n.recipient)) from notices n where ${CONFIRMS}) > 1`,
    offer: {
      kind: 'accept',
      at: HISTORY,
      advice: {
        es: 'Lo enviado no se puede recoger: mira en el historial por dónde salió cada aviso y si los dos dicen lo mismo. Después dalo por visto.',
        en: 'What was sent cannot be taken back: see in the history which way each notice went, and whether both say the same. Then accept it.',
      },
    },
  },
  {
    id: 'I11',
    type: 'notice_twice',
    means: {
      es: 'El mismo aviso existe dos veces para la misma persona.',
      en: 'The same notice exists twice for the same person.',
    },
    rows: sql`select min(id::text) as object_id from notices group by kind, object_id, channel, recipient having count(*) > 1`,
    offer: mend(
      {
        es: 'Conserva el que más lejos llegó y quita los demás; nada se envía otra vez. Después recupera la clave notices_once_key.',
        en: 'Keeps the one that went furthest and removes the others; nothing is sent again. Bring back the key notices_once_key afterwards.',
      },
      repairDuplicateNotice,
    ),
  },
  {
    id: 'I12',
    type: 'refund_notice_missing',
    means: {
      es: 'Una devolución se hizo sin avisar al jugador.',
      en: 'A refund was made and the player was not told.',
    },
    rows: sql`select f.id as object_id from refunds f join payments p on p.id = f.payment_id
      join reservations r on r.id = p.reservation_id join users u on u.id = r.user_id and u.erased_at is null
      where f.status = 'succeeded' and f.settled_at < now() - interval '10 minutes' and not exists (
        select from notices n where n.kind = 'payment_refunded'
          and n.object_id in (f.id::text, f.id::text || ':' || f.attempt) and n.created_at >= f.settled_at)`,
    offer: mend(
      {
        es: 'Escribe el aviso que falta y lo envía; si ya existe, no se repite.',
        en: 'Writes the notice that is missing and sends it; one that exists is not repeated.',
      },
      writeMissingRefundNotice,
    ),
  },
  {
    id: 'I13',
    type: 'webhook_twice',
    means: {
      es: 'El mismo evento de un proveedor está guardado dos veces.',
      en: 'The same event of a provider is stored twice.',
    },
    rows: sql`select provider || ':' || event_id as object_id from webhook_events group by provider, event_id having count(*) > 1`,
    offer: mend(
      {
        es: 'Conserva el primero y quita los repetidos. Después recupera la clave webhook_events_event_key.',
        en: 'Keeps the first and removes the repeats. Bring back the key webhook_events_event_key afterwards.',
      },
      keepOneEvent,
    ),
  },
  {
    id: 'I14',
    type: 'webhook_unprocessed',
    means: {
      es: 'Un evento recibido espera desde hace más de diez minutos.',
      en: 'An event that arrived has waited more than ten minutes.',
    },
    rows: sql`select id as object_id from webhook_events where processed_at is null and dead_at is null
      and coalesce(next_attempt_at, received_at) < now() - interval '10 minutes'`,
    offer: mend(
      {
        es: 'Trata el evento ahora; no hace daño, porque un evento solo dice dónde mirar.',
        en: 'Works the event off now; that does no harm, since an event only says where to look.',
      },
      (ctx, objectId) => replayWebhookEvent(ctx, { webhookEventId: Number(objectId) }),
    ),
  },
  {
    id: 'I15',
    type: 'notice_not_sent',
    means: {
      es: 'Un aviso debía salir hace más de diez minutos.',
      en: 'A notice should have gone out more than ten minutes ago.',
    },
    rows: sql`select id as object_id from notices where channel <> 'call' and (
      (status = 'pending' and next_attempt_at < now() - interval '10 minutes')
      or (status = 'sending' and claimed_at < now() - interval '10 minutes'))`,
    offer: mend(
      {
        es: 'Lo envía ahora, con la misma clave: el jugador lo recibe una vez.',
        en: 'Sends it now, under the same key: the player gets it once.',
      },
      deliverNotice,
    ),
  },
  {
    id: 'I15',
    type: 'call_not_made',
    means: {
      es: 'Hace más de un día que nadie llama a una persona a la que no llegó ningún mensaje.',
      en: 'Nobody has rung up a person for more than a day whom no message reached.',
    },
    rows: sql`select id as object_id from notices
      where channel = 'call' and status = 'pending' and created_at < now() - interval '1 day'`,
    offer: byHand(
      { page: '/ops#calls' },
      {
        es: 'Llama a esa persona y táchala de la lista de llamadas pendientes.',
        en: 'Ring that person up, and take them off the list of calls to make.',
      },
    ),
  },
  {
    id: 'C08',
    type: 'mail_after_suppression',
    means: {
      es: 'Se envió un correo a un buzón que ya constaba como inservible.',
      en: 'A mail was sent to a mailbox already known to be dead.',
    },
    rows: sql`select n.id as object_id from notices n join users u on u.id = n.user_id and u.email = n.recipient
      where n.channel = 'email' and n.sent_at > u.email_invalid_at`,
    offer: {
      kind: 'accept',
      at: HISTORY,
      advice: {
        es: 'Un correo enviado no se puede recoger: mira en el historial si el jugador se enteró de otro modo y llámale si no. Después dalo por visto.',
        en: 'A mail that was sent cannot be taken back: see in the history whether the player was reached otherwise, and ring them up if not. Then accept it.',
      },
    },
  },
  {
    id: 'I15',
    type: 'operation_unfinished',
    means: {
      es: 'Un cambio de un club lleva más de diez minutos sin llegar a la caché o al buscador, o su cierre está a medias.',
      en: 'A change of a club has not reached cache or search index for more than ten minutes, or its deletion is half done.',
    },
    rows: sql`select operation_id as object_id from operation_services
      where status = 'failed' or (status = 'pending' and updated_at < now() - interval '10 minutes')`,
    offer: mend(
      {
        es: 'Lo lleva hasta el final ahora.',
        en: 'Brings it to its end now.',
      },
      propagateClubChange,
    ),
  },
  {
    id: 'I15',
    type: 'customer_not_erased',
    means: {
      es: 'Una persona se borró aquí hace más de diez minutos y Stripe aún la conoce.',
      en: 'Somebody was erased here more than ten minutes ago, and Stripe still knows them.',
    },
    rows: sql`select stripe_customer_id as object_id from customer_removals
        where requested_at < now() - interval '10 minutes'
      union select stripe_customer_id from users where erased_at is not null and stripe_customer_id is not null`,
    offer: mend(
      {
        es: 'La borra en Stripe ahora; los cobros y sus devoluciones quedan.',
        en: 'Erases them at Stripe now; payments and their refunds stay.',
      },
      eraseCustomer,
    ),
  },
];
