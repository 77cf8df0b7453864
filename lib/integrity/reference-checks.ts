import { type SQL, sql } from 'drizzle-orm';
import { db } from '@/db';
import type { Context, Locale } from '@/lib/core/context';
import { byHand, type ConsistencyCheck, mend, type Offer } from '@/lib/records/check-definition';

const NOUNS = {
  reservation: { es: 'una reserva', en: 'a reservation' },
  payment: { es: 'un cobro', en: 'a payment' },
  refund: { es: 'una devolución', en: 'a refund' },
  dispute: { es: 'una disputa', en: 'a dispute' },
  participant: { es: 'un participante', en: 'a participant' },
  notice: { es: 'un aviso', en: 'a notice' },
  message: { es: 'un mensaje', en: 'a message' },
  token: { es: 'una clave de API', en: 'an API key' },
  role: { es: 'un papel de personal', en: 'a staff role' },
  second_factor: { es: 'un segundo factor', en: 'a second factor' },
  recovery_code: { es: 'un código de recuperación', en: 'a recovery code' },
  membership: { es: 'una categoría de socio', en: 'a membership' },
  price_rule: { es: 'una tarifa', en: 'a price rule' },
  opening_hours: { es: 'un horario', en: 'an opening time' },
  court: { es: 'una pista', en: 'a court' },
  club: { es: 'un club', en: 'a club' },
  user: { es: 'una persona', en: 'a person' },
  staff: { es: 'una persona del personal', en: 'a member of staff' },
  alert: { es: 'un aviso de pista libre', en: 'an alert for a free court' },
  operation: { es: 'un cambio', en: 'a change' },
  step: { es: 'un paso de un cambio', en: 'a step of a change' },
} as const satisfies Record<string, Record<Locale, string>>;

type Noun = keyof typeof NOUNS;

/** What becomes of a row whose reference leads nowhere. */
type Fate =
  /** Worth nothing without what it belonged to. */
  | 'remove'
  /** Tells enough without it. */
  | 'detach'
  /** Money and bookings are never thrown away: what is missing must come back. */
  | 'restore';

/** Child, its table, the column that refers, the parent and its table. */
export const REFERENCES: readonly [Noun, string, string, Noun, string, Fate][] = [
  ['payment', 'payments', 'user_id', 'user', 'users', 'restore'],
  ['payment', 'payments', 'reservation_id', 'reservation', 'reservations', 'restore'],
  ['refund', 'refunds', 'payment_id', 'payment', 'payments', 'restore'],
  ['refund', 'refunds', 'held_by_dispute_id', 'dispute', 'disputes', 'detach'],
  ['dispute', 'disputes', 'payment_id', 'payment', 'payments', 'restore'],
  ['reservation', 'reservations', 'user_id', 'user', 'users', 'restore'],
  ['reservation', 'reservations', 'court_id', 'court', 'courts', 'restore'],
  ['reservation', 'reservations', 'club_id', 'club', 'clubs', 'restore'],
  ['participant', 'participants', 'reservation_id', 'reservation', 'reservations', 'remove'],
  ['participant', 'participants', 'user_id', 'user', 'users', 'detach'],
  ['notice', 'notices', 'reservation_id', 'reservation', 'reservations', 'detach'],
  ['notice', 'notices', 'refund_id', 'refund', 'refunds', 'detach'],
  ['notice', 'notices', 'user_id', 'user', 'users', 'detach'],
  ['message', 'messages', 'user_id', 'user', 'users', 'remove'],
  ['alert', 'slot_alerts', 'user_id', 'user', 'users', 'remove'],
  ['step', 'operation_services', 'operation_id', 'operation', 'operations', 'remove'],
  ['reservation', 'reservations', 'staff_settled_by', 'staff', 'users', 'restore'],
  ['token', 'api_tokens', 'user_id', 'user', 'users', 'remove'],
  ['role', 'staff_roles', 'user_id', 'user', 'users', 'remove'],
  ['role', 'staff_roles', 'club_id', 'club', 'clubs', 'remove'],
  ['second_factor', 'second_factors', 'user_id', 'user', 'users', 'remove'],
  ['recovery_code', 'recovery_codes', 'user_id', 'user', 'users', 'remove'],
  ['membership', 'memberships', 'user_id', 'user', 'users', 'remove'],
  ['membership', 'memberships', 'club_id', 'club', 'clubs', 'remove'],
  ['price_rule', 'price_rules', 'club_id', 'club', 'clubs', 'remove'],
  ['opening_hours', 'opening_hours', 'club_id', 'club', 'clubs', 'remove'],
  ['court', 'courts', 'club_id', 'club', 'clubs', 'restore'],
];

/** These tables have no key of one column; what is told is the reference itself. */
const WITHOUT_ID = ['participants', 'memberships', 'operation_services', 'second_factors'];

/**
 * References that lead nowhere. Foreign keys forbid them; a restored dump, a replica made a primary too early or a
 * hand in the database can bring them about all the same.
 */
export const REFERENCE_CHECKS: readonly ConsistencyCheck[] = REFERENCES.map(
  ([child, table, column, parent, parents, fate]) => {
    const told = sql`child.${sql.identifier(WITHOUT_ID.includes(table) ? column : 'id')}`;
    const refers = sql`child.${sql.identifier(column)}`;
    const leadsNowhere = sql`${refers} is not null and not exists (
      select from ${sql.identifier(parents)} parent where parent.id = ${refers})`;
    return {
      id: 'FK',
      type: `${child}_missing_${parent}`,
      means: {
        es: `Hay ${NOUNS[child].es} que nombra ${NOUNS[parent].es} que no existe.`,
        en: `There is ${NOUNS[child].en} that names ${NOUNS[parent].en} which does not exist.`,
      },
      rows: sql`select ${told} as object_id from ${sql.identifier(table)} child where ${leadsNowhere}`,
      offer: offerFor(fate, {
        parents,
        remove: sql`delete from ${sql.identifier(table)} child where ${leadsNowhere} and ${told}::text = `,
        detach: sql`update ${sql.identifier(table)} child set ${sql.identifier(column)} = null
          where ${leadsNowhere} and ${told}::text = `,
      }),
    };
  },
);

type Ways = { parents: string; remove: SQL; detach: SQL };

function offerFor(fate: Fate, { parents, remove, detach }: Ways): Offer {
  const run = (statement: SQL) => (_ctx: Context, objectId: string) =>
    db().execute(sql`${statement}${objectId}`);
  switch (fate) {
    case 'remove':
      return mend(
        {
          es: 'Borra la fila, que sin eso no vale nada. Si hay una copia con lo que falta, recupéralo antes.',
          en: 'Removes the row, which is worth nothing without it. If a backup has what is missing, restore that first.',
        },
        run(remove),
      );
    case 'detach':
      return mend(
        {
          es: 'Quita la referencia y deja lo demás. Si hay una copia con lo que falta, recupéralo antes.',
          en: 'Takes the reference away and leaves the rest. If a backup has what is missing, restore that first.',
        },
        run(detach),
      );
    case 'restore':
      return byHand(
        { command: `pg_restore --data-only --table=${parents} --dbname="$DATABASE_URL" pista.dump` },
        {
          es: 'Hay dinero o una pista de por medio, así que nada se borra: recupera de la última copia la fila que falta.',
          en: 'Money or a court hangs on it, so nothing is removed: restore the missing row from the last backup.',
        },
      );
  }
}
