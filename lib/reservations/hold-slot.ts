import type postgres from 'postgres';
import { z } from 'zod';
import { sqlTransaction } from '@/db';
import { LOCKS } from '@/db/locks';
import { type Booker, requireBooker } from '@/lib/auth/visitors/own-booking';
import { busyRows } from '@/lib/availability/busy';
import { gameOf, ownGames } from '@/lib/availability/list-own-games';
import { offer } from '@/lib/availability/offer';
import { hasQuota, quotaOf } from '@/lib/availability/quota';
import type { Busy } from '@/lib/availability/slots';
import { type Club, type Court, getCourt } from '@/lib/catalogue/catalogue';
import { actorName, type Context, type Self, type Visitor } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { askedDate, askedTime, assertInReach } from '@/lib/core/input/asked-time';
import { mailboxOf } from '@/lib/core/input/email-address';
import { DAY_MS, instantsOf, type LocalDate, parseLocalTime } from '@/lib/core/time';
import { guestSchema, MAX_PLAYERS, unknownPlayer } from './change-players';
import { assertMayHold, type HoldRecord, todayAt } from './hold-limits';
import { type Held, insertHold } from './insert-hold';
import { mailboxRecord } from './visitors/mailbox-record';
import { playedWith } from './played-with';
import { isKeptForList, type Waiters, waitersFor } from './kept-for-list';
import { priceExtras } from './price-extras';
import {
  assertVisitorMayHold,
  holdRecordOfVisitor,
  lockVisitors,
  type VisitorRecord,
  visitorRecord,
} from './visitors/visitor-limits';
import { quotaRefusal, refusal, refusalWithAlternatives } from './refuse-slot';

export const holdSlotSchema = z.strictObject({
  courtId: z.int().positive(),
  /** Local to the club. */
  date: askedDate,
  startTime: askedTime,
  durationMinutes: z.number().int().positive().max(1440),
  participants: z
    .array(z.union([z.uuid(), guestSchema]))
    .max(MAX_PLAYERS)
    .default([]),
  extras: z
    .array(z.strictObject({ code: z.string().max(40), quantity: z.number().int().min(1).max(20) }))
    .max(10)
    .default([]),
  guest: guestSchema.optional(),
});
export type HoldSlot = z.output<typeof holdSlotSchema>;

type Facts = HoldRecord & {
  /** False when the account was erased or disabled since the request began. */
  person_is_there: boolean;
  /** False when the court was closed since this process last read the catalogue. */
  court_is_sold: boolean;
  /** True while a hold of this court has run out and is not yet released. */
  has_lapsed_holds: boolean;
  retires_on: LocalDate | null;
  category: string | null;
  is_blocked: boolean;
  people: { id: string; name: string | null; email: string }[];
  /** Empty at a club whose categories have no quotas. */
  games: Parameters<typeof gameOf>[0][];
  /** What takes the court from the day before to the day after. */
  busy: Busy[];
  /** Of a visitor alone. */
  visitors: VisitorRecord | null;
  waiters: Waiters;
};

/**
 * Takes a court for the club's hold minutes and writes what is owed, for a person or for a visitor, who says later who
 * they are. The court is locked first, its expired holds are released, and the exclusion constraint decides. One that
 * freed a moment ago is kept for the waiting list of its club.
 * @throws AppError slot_taken with up to three alternatives, not_bookable with the reason (`category_quota` with the
 *   limit), not_found, invalid_input,
 *   also for a participant who never played with this person, unauthenticated, rate_limited with the reason
 *   (`hold-limits.ts`)
 */
export async function holdSlot(ctx: Context, wanted: HoldSlot): Promise<Held> {
  const booker = requireBooker(ctx);
  const { club, court } = await getCourt(wanted.courtId);
  assertInReach(ctx, wanted.date, [club]);
  const starts = instantsOf(wanted.date, parseLocalTime(wanted.startTime) ?? 0, club.timeZone);
  const [first] = starts;
  if (first === undefined) throw refusal('dst_gap');

  const held = await sqlTransaction(async (tx) => {
    const facts = await lockAndLook(tx, ctx, booker, club, court, starts, wanted.participants);
    if (!facts.person_is_there) throw new AppError('unauthenticated', 'This account has ended.');
    if (!facts.court_is_sold) throw notFound('court');
    if (facts.is_blocked) throw refusal('blocked_customer');
    assertMayHold(ctx, club, facts, booker.kind === 'visitor');
    if (facts.visitors) assertVisitorMayHold(ctx, club, facts.visitors);
    const participants = named(wanted.participants, facts.people);
    const wish = {
      durationMinutes: wanted.durationMinutes,
      category: facts.category,
      now: ctx.now.getTime(),
    };
    // In the autumn hour one wall time names two starts, of which the first that is still sold is meant.
    const offers = starts.map((startsAt) => ({
      startsAt,
      ...offer(club, { ...court, retiresOn: facts.retires_on }, facts.busy, { ...wish, startsAt }),
    }));
    const quotaAt = quotaOf(club, facts.category, facts.games.map(gameOf), wish.now);
    const refused = { wish: { ...wish, startsAt: first }, quotaAt };
    const chosen = offers.find((candidate) => candidate.ok) ?? offers[0];
    if (!chosen?.ok) return { taken: chosen?.reason ?? 'closed', ...refused };

    const endsAt = chosen.startsAt + wanted.durationMinutes * 60_000;
    const quota = quotaAt({ courtId: court.id, startsAt: chosen.startsAt, endsAt });
    if (quota) throw quotaRefusal(quota);
    const place = { club, court, busy: facts.busy, now: wish.now };
    const userId = booker.kind === 'person' ? booker.userId : null;
    if (isKeptForList(place, facts.waiters, { startsAt: chosen.startsAt, endsAt }, userId))
      return { taken: 'taken' as const, ...refused };

    const extras = priceExtras(club.extras, wanted.extras, club.currency);
    const inserted = await insertHold(tx, ctx, booker, club, court, {
      startsAt: chosen.startsAt,
      endsAt,
      priceMinor: chosen.priceMinor + extras.reduce((sum, line) => sum + line.amountMinor, 0),
      lines: chosen.lines,
      extras,
      participants,
      guest: wanted.guest,
    });
    return inserted ?? { taken: 'taken' as const, ...refused };
  });
  if ('taken' in held) throw await refusalWithAlternatives(held.taken, club, court, held.wish, held.quotaAt);
  return held;
}

/**
 * Takes the locks of mailbox and court, in that order everywhere, then reads what decides, by two statements in one trip.
 * To plan the second takes longer than to run it, so each connection plans it once.
 * Holds of the court that ran out are released, or they would stand in the way of the insert.
 */
async function lockAndLook(
  tx: postgres.TransactionSql,
  ctx: Context,
  booker: Booker,
  club: Club,
  court: Court,
  starts: readonly number[],
  participants: HoldSlot['participants'],
) {
  const [first = 0] = starts;
  const asks =
    booker.kind === 'person'
      ? asksOfPerson(tx, ctx, booker, club, court, starts, participants)
      : asksOfVisitor(tx, ctx, booker, club, court, starts);
  if (booker.kind === 'visitor') await lockVisitors(tx, ctx, club);
  const [, [facts]] = await Promise.all([
    // OFFSET 0 has the inner lock taken first.
    tx`select pg_advisory_xact_lock(${LOCKS.court}, ${court.id}), set_config('plan_cache_mode', 'force_generic_plan', true)
       from (select pg_advisory_xact_lock(${LOCKS.mailbox}, hashtext(${asks.countedAs})) offset 0) as mailbox`,
    tx<Facts[]>`
      select ${asks.isThere} as person_is_there,
             court.id is not null as court_is_sold, court.retires_on::text,
             exists (select from reservations where court_id = ${court.id}
               and status in ('payment_pending', 'pending') and hold_expires_at <= now()) as has_lapsed_holds,
             customer.category, customer.blocked_at is not null as is_blocked,
             ${asks.people} as people, ${asks.games} as games, ${asks.visitors} as visitors,
             ${waitersFor(tx, club, court, starts)} as waiters,
             (select coalesce(json_agg(json_build_object('startsAt', starts_ms, 'endsAt', ends_ms)), '[]')
              from (${busyRows(tx, first - DAY_MS, first + 2 * DAY_MS, [court.id])}) as taken) as busy,
             record.*
      from (${asks.record}) as record
      left join courts court on court.id = ${court.id} and court.deactivated_at is null
      left join customers customer on customer.user_id = ${asks.userId}::uuid and customer.club_id = ${club.id}`,
  ]);
  if (!facts) throw new Error('an aggregate always answers one row');
  if (facts.has_lapsed_holds) {
    await tx`select from expire_holds(${court.id}, 100, ${actorName(ctx.actor)}, ${ctx.requestId})`;
  }
  return facts;
}

/** The parts of the statement that differ by who books. */
function asksOfPerson(
  tx: postgres.TransactionSql,
  ctx: Context,
  { userId, email }: Self,
  club: Club,
  court: Court,
  starts: readonly number[],
  participants: HoldSlot['participants'],
) {
  const ids = participants.filter((participant) => typeof participant === 'string');
  return {
    userId,
    countedAs: mailboxOf(email),
    isThere: tx`exists (select from users where id = ${userId} and erased_at is null and disabled_at is null)`,
    // Only a hold with other players pays for the question.
    people:
      ids.length === 0
        ? tx`'[]'::jsonb`
        : tx`(select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'email', email)), '[]')
               from users where id = any(${ids}::uuid[]) and erased_at is null and ${playedWith(tx, userId)})`,
    // Only a club with quotas pays for the question.
    games: club.categories.some(hasQuota)
      ? tx`(select coalesce(jsonb_agg(game), '[]') from (${ownGames(tx, userId)}) as game
            where club_id = ${club.id})`
      : tx`'[]'::jsonb`,
    visitors: tx`null::jsonb`,
    record: mailboxRecord(tx, todayAt(ctx, club), { mailbox: mailboxOf(email), start: { court, starts } }),
  };
}

/** A visitor has played with nobody, has no quota and is nobody's customer yet. */
const asksOfVisitor = (
  tx: postgres.TransactionSql,
  ctx: Context,
  { visitorId }: Visitor,
  club: Club,
  court: Court,
  starts: readonly number[],
) => ({
  userId: null,
  countedAs: `visitor:${visitorId}`,
  isThere: tx`true`,
  people: tx`'[]'::jsonb`,
  games: tx`'[]'::jsonb`,
  visitors: tx`(select to_jsonb(held) from (${visitorRecord(tx, ctx, club)}) as held)`,
  record: holdRecordOfVisitor(tx, visitorId, court.id, starts),
});

function named(wanted: HoldSlot['participants'], people: Facts['people']) {
  return wanted.map((participant, index) => {
    if (typeof participant !== 'string') return { userId: null, ...participant };
    const known = people.find((candidate) => candidate.id === participant);
    if (!known) throw unknownPlayer(`participants.${index}`);
    return { userId: known.id, name: known.name ?? '—', email: known.email };
  });
}
