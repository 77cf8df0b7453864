import { and, asc, desc, eq, inArray, ne, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { db } from '@/db';
import { notices } from '@/db/schema';
import { ofTheirSeries } from './series/about-bookings';
import type { Notice } from './notice-facts';

/** A claim older than this belongs to a process that died while sending. */
export const CLAIM_MINUTES = 2;

/** What goes out before a notice: to the same person, by the same way, about the same booking. */
export type Older = {
  id: string;
  /** `later` was never tried and waits for its own time. */
  state: 'ready' | 'later' | 'under_way';
  nextAttemptAt: Date;
};

const newer = alias(notices, 'newer');

/** About the same booking, or about the series that made it. */
const isSameMatter = (noticeId: string) => sql`${notices.id} in (
  select n.id from notices x join notices n on n.reservation_id = x.reservation_id where x.id = ${noticeId}
  union all select of_series.id from notices x
    cross join lateral (${ofTheirSeries(sql`r.id = x.reservation_id`)}) of_series where x.id = ${noticeId})`;

const isSameWay = and(eq(notices.channel, newer.channel), eq(notices.recipient, newer.recipient));

const IS_BEFORE = sql`(${notices.createdAt}, ${notices.id}) < (${newer.createdAt}, ${newer.id})`;

const IS_UNDER_WAY = and(
  eq(notices.status, 'sending'),
  sql`${notices.claimedAt} > now() - make_interval(mins => ${CLAIM_MINUTES})`,
);

/**
 * The waiting notices that a due one must not overtake, oldest first. A text that may have been sent holds up nothing,
 * and of moves the newest says all.
 */
export async function findOlder(noticeId: string): Promise<Older[]> {
  const isWaiting = or(
    and(eq(notices.status, 'pending'), or(ne(notices.kind, newer.kind), ne(newer.kind, 'reservation_moved'))),
    IS_UNDER_WAY,
    and(eq(notices.status, 'sending'), eq(notices.channel, 'email')),
  );
  return db()
    .select({
      id: notices.id,
      state: sql<Older['state']>`case when ${IS_UNDER_WAY} then 'under_way'
        when ${notices.retryCount} = 0 and ${notices.nextAttemptAt} > now() then 'later' else 'ready' end`,
      nextAttemptAt: notices.nextAttemptAt,
    })
    .from(newer)
    .innerJoin(notices, and(isSameMatter(noticeId), isSameWay, IS_BEFORE, isWaiting))
    .where(and(eq(newer.id, noticeId), eq(newer.status, 'pending'), sql`${newer.nextAttemptAt} <= now()`))
    .orderBy(asc(notices.createdAt), asc(notices.id));
}

/** What a newer notice of a move means for an older one: it says all, or it may still be undone until then. */
type Newer = { is: 'said' } | { is: 'undoable'; until: Date };

/** The newer move of the same booking that the same person is told of, if there is one. */
export async function findNewerMove(move: Notice): Promise<Newer | undefined> {
  const rows = await db()
    .select({
      nextAttemptAt: notices.nextAttemptAt,
      isUndoable: sql<boolean>`${notices.status} = 'pending' and ${notices.actId} is not null
        and ${notices.retryCount} = 0 and ${notices.nextAttemptAt} > now()`,
    })
    .from(notices)
    .where(
      and(
        movesLike(move),
        sql`${PLACE_IN_TIME} > ${placeOf(move)}`,
        inArray(notices.status, ['pending', 'sending', 'sent', 'delivered']),
      ),
    )
    .orderBy(desc(notices.nextAttemptAt));
  const [last] = rows;
  if (!last) return undefined;
  return rows.every(({ isUndoable }) => isUndoable)
    ? { is: 'undoable', until: last.nextAttemptAt }
    : { is: 'said' };
}

/** Where the person last knew the booking to be: the place before the oldest move that they were not told of. */
export async function findKnownPlace(move: Notice): Promise<Notice['detail']> {
  const rows = await db()
    .select({ status: notices.status, lastError: notices.lastError, detail: notices.detail })
    .from(notices)
    .where(and(movesLike(move), sql`${PLACE_IN_TIME} < ${placeOf(move)}`))
    .orderBy(desc(notices.createdAt));
  let known = move.detail;
  for (const { status, lastError, detail } of rows) {
    if (status === 'pending' || (status === 'suppressed' && lastError === 'superseded')) known = detail;
    else if (status !== 'suppressed') break;
  }
  return known;
}

const PLACE_IN_TIME = sql`(${notices.createdAt}, ${notices.id})`;

/** By the database, whose times are finer than ours. */
const placeOf = ({ id }: Notice) => sql`(select n.created_at, n.id from notices n where n.id = ${id})`;

const movesLike = ({ reservationId, channel, recipient }: Notice) =>
  and(
    eq(notices.kind, 'reservation_moved'),
    reservationId === null ? sql`false` : eq(notices.reservationId, reservationId),
    eq(notices.channel, channel),
    eq(notices.recipient, recipient),
  );

/**
 * Whether nobody ever heard of a booking that the desk made and gave up again, so that its cancellation says nothing
 * either, by whatever channel. Who booked by themselves knows of it from their page.
 */
export async function wasNeverTold({
  reservationId,
  userId,
  customerId,
  participantPosition,
}: Notice): Promise<boolean> {
  if (reservationId === null) return false;
  const [found] = await db()
    .select({
      told: sql<boolean>`coalesce(bool_or(${notices.status} in ('sending', 'sent', 'delivered', 'bounced', 'failed')), false)`,
      kept: sql<boolean>`coalesce(bool_or(${notices.status} = 'suppressed'), false)`,
    })
    .from(notices)
    .where(
      and(
        or(
          and(
            eq(notices.reservationId, reservationId),
            inArray(notices.kind, ['reservation_confirmation', 'reservation_moved', 'player_invited']),
          ),
          and(
            sql`${notices.id} in (${ofTheirSeries(sql`r.id = ${reservationId}`)})`,
            inArray(notices.kind, ['series_booked', 'series_moved']),
          ),
        ),
        sql`${notices.userId} is not distinct from ${userId}`,
        sql`${notices.customerId} is not distinct from ${customerId}`,
        sql`${notices.participantPosition} is not distinct from ${participantPosition}`,
        sql`(select channel from reservations r where r.id = ${notices.reservationId}) in ('desk', 'phone')`,
      ),
    );
  return found?.kept === true && !found.told;
}
