import { sql } from 'drizzle-orm';
import { expireHolds } from '@/lib/reservations/expire-holds';
import type { ConsistencyCheck } from './consistency-check';

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
      on a.court_id = b.court_id and a.id < b.id and tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
      where a.status in ('payment_pending', 'pending', 'confirmed', 'completed')
        and b.status in ('payment_pending', 'pending', 'confirmed', 'completed')`,
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
  },
  {
    id: 'I03',
    type: 'guard_constraint_missing',
    means: {
      es: 'Falta en la base de datos una regla que impide vender dos veces o cobrar de más.',
      en: 'The database lacks a rule that forbids selling twice or taking too much.',
    },
    rows: sql`select name as object_id from (values ('reservations_no_overlap', 'x'), ('reservations_range_positive', 'c'),
        ('reservations_hold_expires', 'c'), ('payments_amounts', 'c'), ('refunds_amounts', 'c'), ('api_tokens_hash', 'c')
      ) as wanted(name, kind)
      where not exists (select from pg_constraint
        where conname = name and contype = kind::"char" and convalidated and connamespace = current_schema()::regnamespace)`,
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
    repair: (ctx) => expireHolds(ctx),
  },
  {
    id: 'I17',
    type: 'reservation_club_differs',
    means: {
      es: 'Una reserva nombra un club que no es el de su pista.',
      en: 'A reservation names a club that is not its court’s.',
    },
    rows: sql`select r.id as object_id from reservations r join courts c on c.id = r.court_id where c.club_id <> r.club_id`,
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
  },
];
