import { sql } from 'drizzle-orm';
import type { Locale } from '@/lib/context';
import type { ConsistencyCheck } from './consistency-check';

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
  membership: { es: 'una categoría de socio', en: 'a membership' },
  price_rule: { es: 'una tarifa', en: 'a price rule' },
  opening_hours: { es: 'un horario', en: 'an opening time' },
  court: { es: 'una pista', en: 'a court' },
  club: { es: 'un club', en: 'a club' },
  user: { es: 'una persona', en: 'a person' },
} as const satisfies Record<string, Record<Locale, string>>;

type Noun = keyof typeof NOUNS;

/** Child, its table, the column that refers, the parent and its table. */
const REFERENCES: readonly [Noun, string, string, Noun, string][] = [
  ['payment', 'payments', 'user_id', 'user', 'users'],
  ['payment', 'payments', 'reservation_id', 'reservation', 'reservations'],
  ['refund', 'refunds', 'payment_id', 'payment', 'payments'],
  ['dispute', 'disputes', 'payment_id', 'payment', 'payments'],
  ['reservation', 'reservations', 'user_id', 'user', 'users'],
  ['reservation', 'reservations', 'court_id', 'court', 'courts'],
  ['reservation', 'reservations', 'club_id', 'club', 'clubs'],
  ['participant', 'participants', 'reservation_id', 'reservation', 'reservations'],
  ['participant', 'participants', 'user_id', 'user', 'users'],
  ['notice', 'notices', 'reservation_id', 'reservation', 'reservations'],
  ['notice', 'notices', 'user_id', 'user', 'users'],
  ['message', 'messages', 'user_id', 'user', 'users'],
  ['token', 'api_tokens', 'user_id', 'user', 'users'],
  ['role', 'staff_roles', 'user_id', 'user', 'users'],
  ['role', 'staff_roles', 'club_id', 'club', 'clubs'],
  ['membership', 'memberships', 'user_id', 'user', 'users'],
  ['membership', 'memberships', 'club_id', 'club', 'clubs'],
  ['price_rule', 'price_rules', 'club_id', 'club', 'clubs'],
  ['opening_hours', 'opening_hours', 'club_id', 'club', 'clubs'],
  ['court', 'courts', 'club_id', 'club', 'clubs'],
];

/** These tables have no key of one column; what is told is the reference itself. */
const WITHOUT_ID = ['participants', 'memberships'];

/**
 * References that lead nowhere. Foreign keys forbid them; a restored dump, a replica made a primary too early or a
 * hand in the database can bring them about all the same.
 */
export const REFERENCE_CHECKS: readonly ConsistencyCheck[] = REFERENCES.map(
  ([child, table, column, parent, parents]) => {
    const told = WITHOUT_ID.includes(table) ? column : 'id';
    return {
      id: 'FK',
      type: `${child}_missing_${parent}`,
      means: {
        es: `Hay ${NOUNS[child].es} que nombra ${NOUNS[parent].es} que no existe.`,
        en: `There is ${NOUNS[child].en} that names ${NOUNS[parent].en} which does not exist.`,
      },
      rows: sql`select child.${sql.identifier(told)} as object_id from ${sql.identifier(table)} child
        where child.${sql.identifier(column)} is not null and not exists (
          select from ${sql.identifier(parents)} parent where parent.id = child.${sql.identifier(column)})`,
    };
  },
);
