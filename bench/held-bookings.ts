import type postgres from 'postgres';
import { v7 } from 'uuid';
import type { PriceLine } from '@/db/schema';
import { seal } from '@/lib/core/seal';
import { addDays, instantsOf, localDateOf } from '@/lib/core/time';
import { MAX_OPEN_HOLDS } from '@/lib/reservations/hold-limits';
import { type Club, makeClub, makeCourt } from '@/test/factories';

export type Held = { intentId: string; clientSecret: string; customerId: string } & Record<
  'reservationId' | 'paymentId' | 'userId' | 'email',
  string
>;

export const PRICE_MINOR = 3_000;
/** Longer than any run, since late money has its own tests. */
const HOLD_MINUTES = 120;
/** Spread over courts, because one court's lock would serialise them all. */
const FEWEST_COURTS = 40;
const FIRST_HOUR = 8;
const HOURS = 15;
const FIRST_DAY = 2;
const DAYS = 25;
const CHUNK = 1_000;

/** So many bookings as `holdSlot` and `startPayment` leave them: held, with an intent, unpaid. */
export async function holdBookings(sql: postgres.Sql, count: number): Promise<Held[]> {
  const club = await makeClub({ gapRule: false, holdMinutes: HOLD_MINUTES });
  const courtIds: number[] = [];
  while (courtIds.length < Math.max(FEWEST_COURTS, Math.ceil(count / (HOURS * DAYS)))) {
    courtIds.push((await makeCourt({ clubId: club.id })).id);
  }
  const [rule] = await sql<{ id: number }[]>`select id from price_rules where club_id = ${club.id}`;
  const players = await insertPlayers(sql, Math.ceil(count / MAX_OPEN_HOLDS));
  const today = localDateOf(Date.now(), club.timeZone);
  const held: Held[] = [];
  for (let from = 0; from < count; from += CHUNK) {
    const chunk = Array.from({ length: Math.min(CHUNK, count - from) }, (_, at) => {
      const index = from + at;
      const place = Math.floor(index / courtIds.length);
      const hour = place % HOURS;
      const day = Math.floor(place / HOURS);
      const date = addDays(today, FIRST_DAY + day);
      const [startsMs = 0] = instantsOf(date, (FIRST_HOUR + hour) * 60, club.timeZone);
      const player = players[index % players.length];
      if (!player) throw new Error('there are players');
      const courtId = courtIds[index % courtIds.length] ?? 0;
      return { courtId, startsAt: new Date(startsMs).toISOString(), ...makeIds(player) };
    });
    await insertChunk(sql, club, rule?.id ?? 0, chunk);
    held.push(...chunk);
  }
  return held;
}

type Player = { userId: string; email: string; customerId: string };

async function insertPlayers(sql: postgres.Sql, count: number): Promise<Player[]> {
  const players = Array.from({ length: count }, (_, at) => {
    const userId = v7();
    return { userId, email: `storm-${at}@bench.test`, customerId: `cus_${userId.replaceAll('-', '')}` };
  });
  await sql`
    insert into users (id, name, email, email_verified, stripe_customer_id)
    select p."userId", 'Jugador', p.email, now(), p."customerId"
    from jsonb_to_recordset(${sql.json(players)}) as p ("userId" uuid, email text, "customerId" text)`;
  return players;
}

function makeIds(player: Player) {
  const intentId = `pi_${v7().replaceAll('-', '')}`;
  return {
    ...player,
    reservationId: v7(),
    paymentId: v7(),
    intentId,
    clientSecret: `${intentId}_secret_bench`,
  };
}

type Draft = Held & { courtId: number; startsAt: string };

async function insertChunk(
  sql: postgres.Sql,
  club: Club,
  ruleId: number,
  chunk: readonly Draft[],
): Promise<void> {
  const line: PriceLine = {
    ruleId,
    rule: { es: 'Tarifa', en: 'Rate' },
    minutes: 60,
    pricePerHourMinor: PRICE_MINOR,
    amountMinor: PRICE_MINOR,
  };
  const drafts = chunk.map(({ clientSecret, ...draft }) => ({
    ...draft,
    sealed: seal('client_secret', clientSecret),
  }));
  await sql`
    with draft as (
      select * from jsonb_to_recordset(${sql.json(drafts)}) as d ("reservationId" uuid, "paymentId" uuid,
        "userId" uuid, "courtId" int, "startsAt" timestamptz, "intentId" text, sealed text)
    ), held as (
      insert into reservations (id, club_id, court_id, user_id, status, starts_at, ends_at, hold_expires_at,
        price_minor, currency, price_breakdown, refund_policy)
      select "reservationId", ${club.id}, "courtId", "userId", 'pending', "startsAt", "startsAt" + interval '1 hour',
        now() + make_interval(mins => ${club.holdMinutes}), ${PRICE_MINOR}, ${club.currency}, ${sql.json([line])},
        ${sql.json(club.refundPolicy)}
      from draft
    ), owed as (
      insert into payments (id, reservation_id, user_id, amount_minor, currency, payment_intent_id, sealed_client_secret)
      select "paymentId", "reservationId", "userId", ${PRICE_MINOR}, ${club.currency}, "intentId", sealed from draft
    )
    insert into audit (entity, entity_id, actor, from_state, to_state, request_id)
    select 'reservation', "reservationId"::text, 'user:' || "userId", change.before, change.after, 'bench'
    from draft cross join (values (1, null, 'payment_pending'), (2, 'payment_pending', 'pending'))
      as change (step, before, after)
    order by step`;
}
