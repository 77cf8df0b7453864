import type postgres from 'postgres';
import { v7 } from 'uuid';
import type { ExtraLine, Guest, PriceLine } from '@/db/schema';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import type { Booker } from '@/lib/auth/visitors/own-booking';
import { actorName, type Context, keyOf } from '@/lib/core/context';
import { hashAddress } from './visitors/visitor-limits';

/** `paymentId` is null when the court costs nothing. */
export type Held = { reservationId: string; paymentId: string | null; priceMinor: number; currency: string };

/** The offer, and the players. */
type Draft = {
  startsAt: number;
  endsAt: number;
  priceMinor: number;
  lines: PriceLine[];
  extras: ExtraLine[];
  participants: { userId: string | null; name: string; email: string | null }[];
  guest: Guest | undefined;
};

/**
 * Takes the court in the caller's transaction, which holds its lock, by one statement for reservation, players,
 * payment and audit. Undefined when another hold was faster.
 */
export async function insertHold(
  tx: postgres.TransactionSql,
  ctx: Context,
  booker: Booker,
  club: Club,
  court: Court,
  draft: Draft,
): Promise<Held | undefined> {
  const reservationId = v7();
  const paymentId = v7();
  const { userId, visitorId } = namedBy(booker);
  const key = keyOf(ctx.actor) && jsonb(keyOf(ctx.actor));
  const rows = await tx`
    with held as (
      insert into reservations (id, club_id, court_id, user_id, visitor_id, kind, status, starts_at, ends_at, hold_expires_at,
        price_minor, list_price_minor, channel, currency, price_breakdown, extras, refund_policy, guest)
      values (${reservationId}, ${club.id}, ${court.id}, ${userId}, ${visitorId}, 'booking', 'payment_pending',
        ${isoUtc(draft.startsAt)}, ${isoUtc(draft.endsAt)}, now() + make_interval(mins => ${club.holdMinutes}),
        ${draft.priceMinor}, ${draft.priceMinor}, ${key ? 'api' : 'online'}, ${club.currency}, ${jsonb(draft.lines)}, ${jsonb(draft.extras)},
        ${jsonb(club.refundPolicy)}, ${draft.guest ? jsonb(draft.guest) : null})
      on conflict do nothing returning id
    ), owed as (
      insert into payments (id, reservation_id, user_id, amount_minor, currency)
      select ${paymentId}, id, ${userId}::uuid, ${draft.priceMinor}, ${club.currency}
      from held where ${draft.priceMinor} > 0 returning id
    )${players(tx, draft.participants)}${booker.kind === 'visitor' ? fromWhere(tx, ctx) : tx``}
    insert into audit (entity, entity_id, actor, to_state, request_id, detail)
    select 'reservation', id::text, ${actorName(ctx.actor)}, 'payment_pending', ${ctx.requestId}, ${key}::jsonb from held
    union all select 'payment', id::text, ${actorName(ctx.actor)}, 'pending', ${ctx.requestId}, ${key}::jsonb from owed
    returning entity_id`;
  if (rows.length === 0) return undefined;
  return {
    reservationId,
    paymentId: draft.priceMinor > 0 ? paymentId : null,
    priceMinor: draft.priceMinor,
    currency: club.currency,
  };
}

const namedBy = (booker: Booker) =>
  booker.kind === 'person'
    ? { userId: booker.userId, visitorId: null }
    : { userId: null, visitorId: booker.visitorId };

/** A part of the statement above. */
const fromWhere = (tx: postgres.TransactionSql, ctx: Context) => tx`, from_where as (
      insert into visitor_holds (reservation_id, address) select id, ${hashAddress(ctx)} from held
    )`;

/** A part of the statement above. Preparing to insert players takes longer than a payment, so a single one is spared it. */
function players(tx: postgres.TransactionSql, participants: Draft['participants']) {
  if (participants.length === 0) return tx``;
  const rows = participants.map((who, position) => ({
    position,
    user_id: who.userId,
    name: who.name,
    email: who.email,
  }));
  return tx`, players as (
      insert into participants (reservation_id, position, user_id, name, email)
      select held.id, p.position, p.user_id, p.name, p.email
      from held, jsonb_to_recordset(${jsonb(rows)}) as p(position int, user_id uuid, name text, email text)
    )`;
}

// Drizzle removes the date and JSON serializers of the client that it shares with these templates.
const isoUtc = (ms: number) => new Date(ms).toISOString();
const jsonb = (value: unknown) => JSON.stringify(value);
