import { asc, desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { audit, clubs, courts, refunds, reservations, users } from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { escapeLike } from '@/lib/core/input/escape-like';

const SHOWN = 500;
const BOOKINGS_SHOWN = 50;

const related = z.array(
  z.object({
    reservation_id: z.string().nullable(),
    payment_intent_id: z.string().nullable(),
    id: z.string(),
  }),
);

/**
 * Every change of state of an object and of all that belongs to the same reservation, in order. For a person it
 * includes their bookings.
 */
export type History = {
  objectId: string;
  /** Whether there is a page of its own. */
  reservationId: string | null;
  /** At Stripe. */
  paymentIntentIds: string[];
  /** When it is somebody. */
  person: Awaited<ReturnType<typeof findNamed>>;
  /** The last of that person. */
  bookings: Awaited<ReturnType<typeof listBookingsOf>>;
  entries: (typeof audit.$inferSelect)[];
};

/**
 * The history of an object by one of our ids, one of Stripe's, or `audit:<id>` for the object of a line of the audit.
 * @throws AppError not_found when neither a row nor the audit knows it, forbidden for anyone but an operator
 */
export async function getHistory(ctx: Context, objectId: string): Promise<History> {
  requireOperator(ctx);
  const subject = await subjectOf(objectId);
  const [rows, person, bookings] = await Promise.all([
    listRelated(subject),
    findNamed(subject),
    listBookingsOf(subject),
  ]);
  const ids = [...new Set([subject, ...rows.map(({ id }) => id)])];
  const found = await db()
    .select({ entry: audit, note: refunds.note })
    .from(audit)
    .leftJoin(
      refunds,
      sql`${refunds.id} = case ${audit.entity} when 'refund' then ${audit.entityId}::uuid end`,
    )
    .where(
      sql`${audit.entityId} in ${ids} or (${audit.entity} = 'finding' and ${audit.entityId} like ${`%:${escapeLike(subject)}`})`,
    )
    .orderBy(asc(audit.id))
    .limit(SHOWN);
  const entries = found.map(({ entry, note }) =>
    entry.detail?.paid_by_hand ? { ...entry, detail: { ...entry.detail, note } } : entry,
  );
  if (rows.length === 0 && entries.length === 0 && !person) throw notFound('object');
  const intents = new Set(rows.flatMap(({ payment_intent_id }) => payment_intent_id ?? []));
  const reservationId = rows.find((row) => row.reservation_id !== null)?.reservation_id ?? null;
  return { objectId, reservationId, paymentIntentIds: [...intents], person, bookings, entries };
}

async function subjectOf(objectId: string): Promise<string> {
  const [, auditId] = /^audit:(\d{1,15})$/.exec(objectId) ?? [];
  if (auditId === undefined) return objectId;
  const [entry] = await db().select().from(audit).where(sql`${audit.id} = ${auditId}::bigint`);
  return entry?.entityId ?? objectId;
}

const uuidOf = (id: string): string | null => z.guid().safeParse(id).data ?? null;

async function findNamed(id: string) {
  const { name, email, phone } = users;
  const [person] = await db()
    .select({ name, email, phone })
    .from(users)
    .where(sql`${users.id} = ${uuidOf(id)}::uuid`);
  return person ?? null;
}

async function listBookingsOf(userId: string) {
  const { id, status, startsAt, endsAt } = reservations;
  return db()
    .select({
      id,
      status,
      startsAt,
      endsAt,
      court: courts.name,
      club: { name: clubs.name, city: clubs.city, timeZone: clubs.timeZone },
    })
    .from(reservations)
    .innerJoin(courts, eq(courts.id, reservations.courtId))
    .innerJoin(clubs, eq(clubs.id, reservations.clubId))
    .where(sql`${reservations.userId} = ${uuidOf(userId)}::uuid`)
    .orderBy(desc(startsAt))
    .limit(BOOKINGS_SHOWN);
}

/** The reservation of an id of ours or of Stripe's, with all its rows. */
async function listRelated(id: string) {
  const uuid = uuidOf(id);
  const rows = await db().execute(sql`
    with named as (
      select id as reservation_id from reservations where id = ${uuid}::uuid
      union select reservation_id from payments where id = ${uuid}::uuid or payment_intent_id = ${id}
      union select p.reservation_id from refunds f join payments p on p.id = f.payment_id
        where f.id = ${uuid}::uuid or f.stripe_refund_id = ${id}
      union select p.reservation_id from disputes d join payments p on p.id = d.payment_id where d.id = ${id}
      union select reservation_id from notices where id = ${uuid}::uuid
      union select reservation_id from dues where id = ${uuid}::uuid
      union select reservation_id from till_entries where id = ${uuid}::uuid
    )
    select reservation_id, null as payment_intent_id, reservation_id as id from named where reservation_id is not null
    union all select p.reservation_id, p.payment_intent_id, p.id from payments p join named using (reservation_id)
    union all select p.reservation_id, p.payment_intent_id, f.id from refunds f join payments p on p.id = f.payment_id
      join named using (reservation_id)
    union all select n.reservation_id, null, n.id from notices n join named using (reservation_id)`);
  return related.parse([...rows]);
}
