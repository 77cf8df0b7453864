import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { Tx } from '@/db';
import { participants, reservations } from '@/db/schema';
import type { SeededClub } from './insert-clubs';
import type { Block } from './plan-blocks';
import { type Booking, PAID_WITHIN_MS } from './plan-bookings';
import type { Random } from './random';

type Row = typeof reservations.$inferInsert;

const ROWS_A_STATEMENT = 1_000;
const MINUTE_MS = 60_000;
const FREE = { currency: 'EUR', refundPolicy: { freeHours: 0, laterPercent: 0, nothingHours: 0 } };

/** Writes the reservations, and all rows that a real booking would have left. */
export async function insertBookings(
  tx: Tx,
  random: Random,
  seeded: readonly SeededClub[],
  blocks: readonly Block[],
  bookings: readonly Booking[],
  owners: ReadonlyMap<number, string>,
  now: Date,
): Promise<void> {
  const clubOf = new Map(seeded.flatMap(({ club }) => club.courts.map((court) => [court.id, club.id])));
  const drafts = bookings.map((booking) => ({ booking, row: bookingRow(random, booking, owners, now) }));
  const rows: Row[] = [
    ...blocks.map((block) => blockRow(block, clubOf.get(block.courtId) ?? 0, now)),
    ...drafts.map(({ row }) => row),
  ];
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    await tx.insert(reservations).values(rows.slice(from, from + ROWS_A_STATEMENT));
  }
  const playing = drafts.flatMap(({ booking, row }) =>
    booking.players.map((player, position) => ({ ...player, position, reservationId: row.id ?? '' })),
  );
  if (playing.length > 0) await tx.insert(participants).values(playing);
  await insertMoney(tx);
  await insertNotices(tx);
  await insertAudit(tx);
}

function blockRow({ courtId, kind, title, startsAt, endsAt }: Block, clubId: number, now: Date): Row {
  const times = {
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    createdAt: longBefore(startsAt, now),
  };
  return {
    ...FREE,
    ...times,
    clubId,
    courtId,
    kind,
    title,
    channel: 'desk',
    status: 'confirmed',
    confirmedAt: times.createdAt,
  };
}

const longBefore = (startsAt: number, now: Date) =>
  new Date(Math.min(startsAt, now.getTime()) - 20 * 24 * 60 * MINUTE_MS);

function bookingRow(random: Random, booking: Booking, owners: ReadonlyMap<number, string>, now: Date): Row {
  const { club, by, cancelledAt, createdAt, endsAt } = booking;
  const online = 'userId' in by;
  const over = endsAt <= now.getTime();
  const confirmedAt = new Date(
    online ? createdAt + MINUTE_MS + random.below(PAID_WITHIN_MS - MINUTE_MS) : createdAt,
  );
  return {
    id: v7({ msecs: createdAt, random: Uint8Array.from({ length: 16 }, () => random.below(256)) }),
    clubId: club.id,
    courtId: booking.courtId,
    userId: online ? by.userId : null,
    guest: online ? null : by.guest,
    kind: online ? 'booking' : 'walk_in',
    channel: online ? 'online' : 'desk',
    staffSettledBy: online ? null : (owners.get(club.id) ?? null),
    status: cancelledAt !== null ? 'cancelled' : over ? 'completed' : 'confirmed',
    startsAt: new Date(booking.startsAt),
    endsAt: new Date(endsAt),
    priceMinor: booking.priceMinor,
    listPriceMinor: booking.priceMinor,
    currency: club.currency,
    priceBreakdown: booking.lines,
    extras: booking.extras,
    refundPolicy: club.refundPolicy,
    confirmedAt,
    cancelledAt: cancelledAt === null ? null : new Date(cancelledAt),
    cancelRefundMinor: cancelledAt === null ? null : online ? booking.priceMinor : 0,
    createdAt: new Date(createdAt),
    updatedAt: cancelledAt !== null ? new Date(cancelledAt) : over ? new Date(endsAt) : confirmedAt,
  };
}

/** Online bookings are paid, and cancelled ones refunded. */
async function insertMoney(tx: Tx): Promise<void> {
  await tx.execute(sql`
    insert into payments (id, reservation_id, user_id, status, amount_minor, currency, payment_intent_id,
      received_minor, refunded_minor, completed_at, created_at, updated_at)
    select gen_random_uuid(), id, user_id, case when cancelled_at is null then 'completed' else 'refunded' end,
      price_minor, currency, 'pi_seed' || replace(id::text, '-', ''), price_minor,
      case when cancelled_at is null then 0 else price_minor end,
      confirmed_at, created_at, coalesce(cancelled_at, confirmed_at)
    from reservations where kind = 'booking'`);
  await tx.execute(sql`
    insert into refunds (id, payment_id, amount_minor, currency, status, cause, requested_by, stripe_refund_id,
      settled_at, created_at, updated_at)
    select gen_random_uuid(), p.id, p.amount_minor, p.currency, 'succeeded', 'cancellation', 'user:' || r.user_id,
      're_seed' || replace(p.id::text, '-', ''), r.cancelled_at + interval '3 seconds', r.cancelled_at,
      r.cancelled_at + interval '3 seconds'
    from payments p join reservations r on r.id = p.reservation_id
    where p.status = 'refunded'`);
}

async function insertNotices(tx: Tx): Promise<void> {
  await tx.execute(sql`
    with told as (
      select 'reservation_confirmation' as kind, id::text as object_id, id as reservation_id, club_id, user_id,
        confirmed_at as at, null::uuid as refund_id
      from reservations where kind = 'booking'
      union all
      select 'reservation_cancelled', id::text, id, club_id, user_id, cancelled_at, null
      from reservations where kind = 'booking' and cancelled_at is not null
      union all
      select 'payment_refunded', f.id::text, r.id, r.club_id, r.user_id, f.settled_at, f.id
      from refunds f join payments p on p.id = f.payment_id join reservations r on r.id = p.reservation_id
    )
    insert into notices (id, kind, object_id, reservation_id, club_id, refund_id, channel, recipient, user_id, locale,
      status, provider_id, next_attempt_at, created_at, sent_at, delivered_at)
    select gen_random_uuid(), told.kind, told.object_id, told.reservation_id, told.club_id,
      told.refund_id, 'email', u.email, u.id, u.locale,
      'delivered', gen_random_uuid()::text, told.at, told.at, told.at + interval '2 seconds', told.at + interval '4 seconds'
    from told join users u on u.id = told.user_id`);
}

/** Every state of a row, by the actor of its verb or job, oldest first. */
async function insertAudit(tx: Tx): Promise<void> {
  await tx.execute(sql`
    with online as (
      select id::text, 'user:' || user_id as player, created_at, confirmed_at, cancelled_at, ends_at, status
      from reservations where kind = 'booking'
    ), settled as (
      select r.id::text, r.created_at, r.ends_at, r.status, coalesce('staff:' || r.staff_settled_by, 'system:seed') as staff
      from reservations r where r.kind <> 'booking'
    ), steps as (
      select 'reservation' as entity, id as entity_id, player as actor, null as from_state, 'payment_pending' as to_state,
        created_at as at, 1 as step from online
      union all
      select 'reservation', id, player, 'payment_pending', 'pending', created_at + interval '1 second', 2 from online
      union all
      select 'reservation', id, 'system:settle-payment', 'pending', 'confirmed', confirmed_at, 4 from online
      union all
      select 'reservation', id, player, 'confirmed', 'cancelled', cancelled_at, 5 from online where status = 'cancelled'
      union all
      select 'reservation', id, 'system:sweep', 'confirmed', 'completed', ends_at, 6 from online where status = 'completed'
      union all
      select 'reservation', id, staff, null, 'confirmed', created_at, 1 from settled
      union all
      select 'reservation', id, 'system:sweep', 'confirmed', 'completed', ends_at, 6 from settled where status = 'completed'
      union all
      select 'payment', id::text, 'system:settle-payment', 'pending', 'completed', completed_at, 3 from payments
      union all
      select 'refund', id::text, requested_by, null, 'requested', created_at, 6 from refunds
      union all
      select 'refund', id::text, 'system:process-refund', 'requested', 'succeeded', settled_at, 7 from refunds
      union all
      select 'payment', p.id::text, 'system:process-refund', 'completed', 'refunded', f.settled_at, 8
      from refunds f join payments p on p.id = f.payment_id
    )
    insert into audit (entity, entity_id, actor, from_state, to_state, at)
    select entity, entity_id, actor, from_state, to_state, at from steps order by at, step`);
}
