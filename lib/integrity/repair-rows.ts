import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { db, transaction } from '@/db';
import { RESERVATION_STATUSES } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { recordDetail } from '@/lib/ledger/states';
import { correctPayment } from '@/lib/reconciliation/correct-payment';
import { recordChange } from '@/lib/records/audit';

/** Gives a reservation the club of its court, because the court was sold. */
export async function takeCourtsClub(ctx: Context, reservationId: string): Promise<void> {
  await transaction(async (tx) => {
    const rows = await tx.execute(sql`
      update reservations r set club_id = c.club_id, updated_at = now() from courts c, reservations before
      where r.id = ${reservationId}::uuid and before.id = r.id and c.id = r.court_id and c.club_id <> r.club_id
      returning r.status, before.club_id as from_club, c.club_id as to_club`);
    const changed = z
      .array(z.object({ status: z.enum(RESERVATION_STATUSES), from_club: z.number(), to_club: z.number() }))
      .parse([...rows]);
    for (const { status, ...detail } of changed) {
      const row = { id: reservationId, status };
      await recordDetail(tx, ctx, 'reservation', row, { detail, asStaff: true });
    }
  });
}

/** Leaves a photo to its club, when it names a court of another one. */
export async function forgetCourt(_ctx: Context, photoId: string): Promise<void> {
  await db().execute(sql`update photos p set court_id = null, revision = revision + 1
    where p.id = ${photoId}::uuid and not exists (select from courts c where c.id = p.court_id and c.club_id = p.club_id)`);
}

/** Gives a notice the club of its reservation, on whose pages it is listed. */
export async function takeReservationsClub(_ctx: Context, noticeId: string): Promise<void> {
  await db().execute(sql`update notices n set club_id = r.club_id from reservations r
    where n.id = ${noticeId}::uuid and r.id = n.reservation_id`);
}

/** Keeps the first of several rows of one event, as processed if any of them was. */
export async function keepOneEvent(_ctx: Context, name: string): Promise<void> {
  await db().execute(sql`with same as (
      select id, processed_at from webhook_events where provider || ':' || event_id = ${name}
    ), kept as (
      update webhook_events set processed_at = (select min(processed_at) from same) where id = (select min(id) from same)
    )
    delete from webhook_events where id in (select id from same order by id offset 1)`);
}

const unaudited = z.array(
  z.object({
    entity: z.enum(['reservation', 'payment', 'refund']),
    status: z.string(),
    last: z.string().nullable(),
    payment_id: z.string().nullable(),
  }),
);

/**
 * Writes an object's present state into the audit under the operator's name. For money Stripe is asked first, which
 * may already change the state.
 */
export async function writeDownState(ctx: Context, objectId: string): Promise<void> {
  const [found] = await readState(objectId);
  if (!found) throw notFound('object');
  if (found.payment_id !== null) await correctPayment(ctx, found.payment_id);
  await transaction(async (tx) => {
    for (const { entity, status, last } of await readState(objectId)) {
      if (last === status) continue;
      const change = { entity, entityId: objectId, from: last, to: status } as const;
      await recordChange(tx, ctx, { ...change, detail: { found_unaudited: true }, asStaff: true });
    }
  });
}

async function readState(objectId: string) {
  const rows = await db().execute(sql`
    select o.*, (select to_state from audit a where a.entity = o.entity and a.entity_id = ${objectId}
      and a.to_state <> 'retained_by_policy' order by a.id desc limit 1) as last
    from (select 'reservation' as entity, status, null::uuid as payment_id from reservations where id = ${objectId}::uuid
      union all select 'payment', status, case when payment_intent_id is not null then id end
        from payments where id = ${objectId}::uuid
      union all select 'refund', f.status, case when p.payment_intent_id is not null then p.id end
        from refunds f join payments p on p.id = f.payment_id where f.id = ${objectId}::uuid) o`);
  return unaudited.parse([...rows]);
}
