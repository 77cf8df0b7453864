import { sql } from 'drizzle-orm';
import { cancelWithFullRefund } from '@/lib/cancellations/cancel-with-full-refund';
import { CLUB_DELETED } from '@/lib/clubs/finish-deletion';
import { byHand, type ConsistencyCheck, HISTORY, mend } from '@/lib/records/check-definition';
import { expireHolds } from '@/lib/reservations/expire-holds';
import { takeCourtsClub } from './repair-rows';
import { settleOverlap } from './settle-overlap';

/** What must hold of courts and who has them. */
export const COURT_CHECKS: readonly ConsistencyCheck[] = [
  {
    id: 'I01',
    type: 'reservation_overlap',
    means: {
      es: 'Dos reservas activas ocupan la misma pista a la vez.',
      en: 'Two active reservations take the same court at the same time.',
    },
    rows: sql`select a.id as object_id from reservations a join reservations b
      on a.court_id = b.court_id and a.id <> b.id and tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
      where a.status in ('payment_pending', 'pending', 'confirmed')
        and b.status in ('payment_pending', 'pending', 'confirmed', 'completed')`,
    offer: {
      kind: 'repairs',
      repairs: [
        {
          name: 'cancel',
          does: {
            es: 'Cancela esta reserva, devuelve todo lo pagado y avisa al jugador; la otra se queda la pista. Habla antes con los dos.',
            en: 'Cancels this reservation, gives back all that was paid and tells the player; the other one keeps the court. Talk to both first.',
          },
          run: settleOverlap,
        },
      ],
    },
  },
  {
    id: 'I01',
    type: 'games_overlapped',
    means: {
      es: 'Dos partidos jugados constan en la misma pista a la vez.',
      en: 'Two games that were played are written down for the same court at the same time.',
    },
    rows: sql`select a.id as object_id from reservations a join reservations b
      on a.court_id = b.court_id and a.id < b.id and tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
      where a.status = 'completed' and b.status = 'completed'`,
    offer: {
      kind: 'accept',
      at: HISTORY,
      advice: {
        es: 'Ya pasó: pregunta al club quién jugó y devuelve el dinero a quien no pudo, en la página de la reserva. Después dalo por visto.',
        en: 'It is over: ask the club who played, and give the money back to whoever could not, on the page of the reservation. Then accept it.',
      },
    },
  },
  {
    id: 'I02',
    type: 'reservation_empty_range',
    means: {
      es: 'Una reserva termina antes de empezar.',
      en: 'A reservation ends before it begins.',
    },
    rows: sql`select id as object_id from reservations
      where starts_at is null or ends_at is null or ends_at <= starts_at`,
    offer: byHand(
      { command: `psql "$DATABASE_URL" -c "update reservations set ends_at = '…' where id = '{id}'"` },
      {
        es: 'Mira en su historial qué se reservó, pon en la base de datos la hora de fin que debía tener y recupera la regla reservations_range_positive.',
        en: 'See in its history what was booked, set the end it should have in the database, and bring back the rule reservations_range_positive.',
      },
    ),
  },
  {
    id: 'I09',
    type: 'hold_overdue',
    means: {
      es: 'Una pista sigue retenida dos minutos después de acabar su plazo de pago.',
      en: 'A court is still held two minutes after its time to pay ran out.',
    },
    rows: sql`select id as object_id from reservations
      where status in ('payment_pending', 'pending') and hold_expires_at < now() - interval '2 minutes'`,
    offer: mend(
      {
        es: 'Termina las retenciones vencidas, como hace el trabajo de cada minuto.',
        en: 'Ends the holds that ran out, as the job does each minute.',
      },
      (ctx) => expireHolds(ctx),
    ),
  },
  {
    id: 'I17',
    type: 'reservation_club_differs',
    means: {
      es: 'Una reserva nombra un club que no es el de su pista.',
      en: 'A reservation names a club that is not its court’s.',
    },
    rows: sql`select r.id as object_id from reservations r join courts c on c.id = r.court_id where c.club_id <> r.club_id`,
    offer: mend(
      {
        es: 'Pone en la reserva el club de su pista, que es la que se vendió.',
        en: 'Gives the reservation the club of its court, which is what was sold.',
      },
      takeCourtsClub,
    ),
  },
  {
    id: 'I20',
    type: 'booking_in_deleted_club',
    means: {
      es: 'Un club dado de baja conserva una reserva futura.',
      en: 'A club that was deleted still has a reservation to come.',
    },
    rows: sql`select r.id as object_id from reservations r join clubs c on c.id = r.club_id
      where c.deleted_at is not null and r.starts_at > now() and r.status in ('payment_pending', 'pending', 'confirmed')`,
    offer: mend(
      {
        es: 'Cancela la reserva, devuelve todo lo pagado y avisa al jugador de que el club cerró.',
        en: 'Cancels the reservation, gives back all that was paid and tells the player that the club closed.',
      },
      (ctx, objectId) => cancelWithFullRefund(ctx, objectId, CLUB_DELETED),
    ),
  },
];
