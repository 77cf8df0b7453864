import type postgres from 'postgres';
import { z } from 'zod';
import { isInTurn, nextOfferingMs, startsOf } from '@/lib/availability/in-turn';
import { offer } from '@/lib/availability/offer';
import type { Busy } from '@/lib/availability/slots';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import { DAY_MS, HOUR_MS, MINUTE_MS, type TimeRange } from '@/lib/core/time';

/**
 * How long a court that frees is kept for those who wait for it in turn. The job that offers it runs each minute and is
 * woken besides. While it does not run, the court is sold after this.
 */
const KEPT_MINUTES = 2;
/** No booking is longer. */
const LONGEST_MS = 4 * HOUR_MS;

/** One who waits for a start of a court, or for one of several. */
const waiterSchema = z.object({
  userId: z.string(),
  startsAt: z.coerce.date(),
  untilStartsAt: z.coerce.date().nullable(),
  durationMinutes: z.number(),
});
/** As JSON has them. */
export type Waiters = z.input<typeof waiterSchema>[];

/**
 * Queries the `Waiters` for times that freed on a court a moment ago, as a JSON list in the order of the waiting
 * list. At a club without turns it is empty and costs nothing.
 */
export function waitersFor(tx: postgres.TransactionSql, club: Club, court: Court, starts: readonly number[]) {
  if (club.waitingList !== 'in_turn') return tx`'[]'::json`;
  const from = new Date(Math.min(...starts) - LONGEST_MS).toISOString();
  const until = new Date(Math.max(...starts) + DAY_MS).toISOString();
  return tx`(select coalesce(json_agg(json_build_object('userId', a.user_id, 'durationMinutes', a.duration_minutes,
               'startsAt', a.starts_at, 'untilStartsAt', a.until_starts_at) order by a.created_at, a.id), '[]')
    from slot_alerts a
    where a.notified_at is null and a.city = ${club.city} and coalesce(a.club_id, ${club.id}) = ${club.id}
      and (a.court_ids is null or ${court.id} = any(a.court_ids))
      and a.starts_at <= ${until} and coalesce(a.until_starts_at, a.starts_at) >= ${from}
      and exists (select from reservations r
        where r.club_id = ${club.id} and r.court_id = ${court.id}
          and r.starts_at between ${from} and ${until}
          and r.starts_at < coalesce(a.until_starts_at, a.starts_at) + make_interval(mins => a.duration_minutes)
          and r.ends_at > a.starts_at
          and (r.status in ('cancelled', 'expired')
            or (r.status in ('payment_pending', 'pending') and r.hold_expires_at <= now()))
          and coalesce(r.cancelled_at, r.hold_expires_at) > now() - make_interval(mins => ${KEPT_MINUTES})))`;
}

/**
 * Whether a court that freed is about to be offered to somebody else, so that nobody who comes by overtakes them.
 * Whoever would be asked first may take it themselves.
 * @param waiters of that court, in their order
 * @param userId who wants it, null for a visitor
 */
export function isKeptForList(
  { club, court, busy, now }: { club: Club; court: Court; busy: readonly Busy[]; now: number },
  waiters: Waiters,
  wanted: TimeRange,
  userId: string | null,
): boolean {
  if (waiters.length === 0 || nextOfferingMs(club.timeZone, now) !== now) return false;
  const first = z
    .array(waiterSchema)
    .parse(waiters)
    .find(({ durationMinutes, ...waited }) =>
      startsOf(club, waited).some(
        (startsAt) =>
          startsAt < wanted.endsAt &&
          startsAt + durationMinutes * MINUTE_MS > wanted.startsAt &&
          isInTurn(club, startsAt, now) &&
          offer(club, court, busy, { startsAt, durationMinutes, category: null, now }).ok,
      ),
    );
  return first !== undefined && first.userId !== userId;
}
