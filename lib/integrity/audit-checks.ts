import { type SQL, sql } from 'drizzle-orm';
import { byHand, type ConsistencyCheck, HISTORY, mend } from '@/lib/records/check-definition';
import { endKey, keepNewestRole } from './repair-access';
import { writeDownState } from './repair-rows';

const endsTheKey = mend(
  {
    es: 'Anula la clave en el acto; quien la use debe pedir otra.',
    en: 'Ends the key at once; whoever uses it must ask for another.',
  },
  endKey,
);

/** What the audit last told of an object, by its index: the audit is the longest table of all. */
const lastState = (entity: 'reservation' | 'payment' | 'refund', id: SQL) => sql`(select to_state from audit
  where entity = ${entity} and entity_id = ${id}::text and to_state <> 'retained_by_policy' order by id desc limit 1)`;

/** What must hold of the audit and of who may do what. */
export const AUDIT_CHECKS: readonly ConsistencyCheck[] = [
  {
    id: 'I18',
    type: 'transition_not_allowed',
    means: {
      es: 'Una reserva pasó de un estado a otro que no le puede seguir.',
      en: 'A reservation went from one state to another that cannot follow it.',
    },
    rows: sql`select 'audit:' || id as object_id from audit
      where entity = 'reservation' and from_state is distinct from to_state
        and (coalesce(from_state, '-'), to_state) not in (values
          ('-', 'payment_pending'), ('-', 'confirmed'), ('payment_pending', 'pending'), ('payment_pending', 'confirmed'),
          ('payment_pending', 'cancelled'), ('payment_pending', 'expired'), ('pending', 'confirmed'),
          ('pending', 'cancelled'), ('pending', 'expired'), ('expired', 'confirmed'), ('confirmed', 'cancelled'),
          ('confirmed', 'completed'), ('confirmed', 'no_show'), ('completed', 'no_show'), ('no_show', 'completed'))`,
    offer: {
      kind: 'accept',
      at: HISTORY,
      advice: {
        es: 'El registro no se borra: mira en el historial quién lo hizo y si la pista y el dinero acabaron donde deben. Después dalo por visto.',
        en: 'The audit is not rewritten: see in the history who did it, and whether court and money ended where they should. Then accept it.',
      },
    },
  },
  {
    id: 'I19',
    type: 'status_not_audited',
    means: {
      es: 'El estado de una reserva, un cobro o una devolución no es el último que consta en el registro.',
      en: 'The state of a reservation, payment or refund is not the last that the audit tells of.',
    },
    rows: sql`select r.id as object_id from reservations r where ${lastState('reservation', sql`r.id`)} is distinct from r.status
      union all
      select p.id from payments p where coalesce(${lastState('payment', sql`p.id`)}, 'pending') <> p.status
      union all
      select f.id from refunds f where ${lastState('refund', sql`f.id`)} is distinct from f.status`,
    offer: mend(
      {
        es: 'Pregunta a Stripe si es cosa de dinero y anota en el registro, con tu nombre, el estado en que está.',
        en: 'Asks Stripe where it is about money, and writes the state it is in into the audit under your name.',
      },
      writeDownState,
    ),
  },
  {
    id: 'I23',
    type: 'token_not_hashed',
    means: {
      es: 'Una clave de API no está guardada como huella.',
      en: 'An API key is not stored as a hash.',
    },
    rows: sql`select id as object_id from api_tokens where token_hash !~ '^[0-9a-f]{64}$'`,
    offer: endsTheKey,
  },
  {
    id: 'I24',
    type: 'staff_action_without_role',
    means: {
      es: 'Alguien actuó como personal de un club en el que no tenía ese papel.',
      en: 'Somebody acted as staff of a club where they had no role at that time.',
    },
    rows: sql`select 'audit:' || a.id as object_id from audit a join reservations r on a.entity = 'reservation' and a.entity_id = r.id::text
      where a.actor like 'staff:%' and not exists (
        select from staff_roles s where s.club_id = r.club_id and 'staff:' || s.user_id = a.actor
          and s.created_at <= a.at and (s.revoked_at is null or s.revoked_at > a.at))
        and not exists (select from users u where 'staff:' || u.id = a.actor and u.operator_since <= a.at)
        and not exists (select from audit ended where ended.entity = 'user' and ended.entity_id = substr(a.actor, length('staff:') + 1)
          and ended.to_state = 'operator_revoked' and ended.id > a.id
          and (ended.detail ->> 'operator_since')::timestamptz <= a.at)`,
    offer: {
      kind: 'accept',
      at: HISTORY,
      advice: {
        es: 'Mira en el historial quién fue y qué hizo, habla con el club y, si hace falta, deshazlo en la página de la reserva. Después dalo por visto.',
        en: 'See in the history who it was and what they did, talk to the club and, if need be, undo it on the page of the reservation. Then accept it.',
      },
    },
  },
  {
    id: 'E07',
    type: 'access_of_gone_user',
    means: {
      es: 'Una persona borrada o bloqueada conserva una clave de acceso.',
      en: 'Somebody who was erased or disabled still has a key.',
    },
    rows: sql`select t.id as object_id from api_tokens t join users u on u.id = t.user_id
      where t.revoked_at is null and (u.erased_at is not null or u.disabled_at is not null)`,
    offer: endsTheKey,
  },
  {
    id: 'F05',
    type: 'club_without_owner',
    means: {
      es: 'Un club tiene o tuvo personal, pero ningún propietario.',
      en: 'A club has or had staff, but no owner.',
    },
    rows: sql`select c.id as object_id from clubs c where c.deleted_at is null
      and not exists (select from staff_roles s where s.club_id = c.id and s.revoked_at is null and s.role = 'owner')
      and exists (select from staff_roles s where s.club_id = c.id)`,
    offer: byHand(
      {
        command: `psql "$DATABASE_URL" -c "update staff_roles set role = 'owner' where club_id = {id} and revoked_at is null and user_id = (select id from users where email = '…')"`,
      },
      {
        es: 'Pregunta al club quién es su propietario y dale ese papel.',
        en: 'Ask the club who its owner is, and give them that role.',
      },
    ),
  },
  {
    id: 'F05',
    type: 'role_twice',
    means: {
      es: 'Una persona tiene dos papeles vigentes en el mismo club.',
      en: 'Somebody has two live roles at the same club.',
    },
    rows: sql`select min(id::text) as object_id from staff_roles where revoked_at is null
      group by club_id, user_id having count(*) > 1`,
    offer: mend(
      {
        es: 'Deja el papel más reciente y retira los demás.',
        en: 'Leaves the newest role and takes the others away.',
      },
      keepNewestRole,
    ),
  },
  {
    id: 'D04',
    type: 'row_from_the_future',
    means: {
      es: 'Una fila dice haberse creado en el futuro: algún reloj va mal.',
      en: 'A row says it was made in the future: some clock is wrong.',
    },
    rows: sql`select id::text as object_id from reservations where created_at > now() + interval '1 minute'
      union all select id::text from payments where created_at > now() + interval '1 minute'
      union all select id::text from refunds where created_at > now() + interval '1 minute'
      union all select id::text from notices where created_at > now() + interval '1 minute'
      union all select id::text from audit where at > now() + interval '1 minute'`,
    offer: byHand(
      { page: '/ops/services' },
      {
        es: 'La página de servicios dice cuánto se desvía cada reloj: pon en hora el servidor que va adelantado. La fila deja de salir cuando llega su hora.',
        en: 'The services page says how far each clock is off: set the server that runs ahead. The row is told no more once its time has come.',
      },
    ),
  },
];
