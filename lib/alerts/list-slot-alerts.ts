import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { db } from '@/db';
import { slotAlerts } from '@/db/schema';
import { requireSelf } from '@/lib/auth/permissions';
import { type Club, clubsIn } from '@/lib/catalogue/catalogue';
import { findCity } from '@/lib/catalogue/places';
import type { Context } from '@/lib/core/context';
import { localDateOf, localTime } from '@/lib/core/time';
import { courtsFor, lastStartOf, type Turns, turnsAt } from '@/lib/availability/in-turn';
import { isAhead } from './is-ahead';
import { isAskedOf } from './list-free';
import type { WatchableStart } from './watchable-start';

/**
 * An open alert, for one start or for all between two times. `ahead` is how many wait longer in that city for a court
 * and a time that may be the same.
 */
export type SlotAlert = WatchableStart & {
  id: string;
  /** The time of the last start that will do, where there are several. */
  until: string | null;
  /** Where no other club of the city will do, with the names of the courts if not all will. */
  club: { slug: string; name: string; courts: readonly string[] } | null;
  turns: Turns;
  ahead: number;
};

/**
 * How many open alerts `o` come before an alert in the waiting list. A booking lasts four hours and a wait less than a
 * day. The columns are written out, since Drizzle leaves their table out where a query has only one.
 */
const AHEAD = sql<number>`(select count(*)::int from slot_alerts o
  where o.notified_at is null and o.city = slot_alerts.city
    and (o.club_id is null or slot_alerts.club_id is null or o.club_id = slot_alerts.club_id)
    and (o.court_ids is null or slot_alerts.court_ids is null or o.court_ids && slot_alerts.court_ids)
    and o.starts_at > slot_alerts.starts_at - interval '1 day 4 hours'
    and o.starts_at < coalesce(slot_alerts.until_starts_at, slot_alerts.starts_at)
      + make_interval(mins => slot_alerts.duration_minutes)
    and coalesce(o.until_starts_at, o.starts_at) + make_interval(mins => o.duration_minutes) > slot_alerts.starts_at
    and (o.created_at, o.id) < (slot_alerts.created_at, slot_alerts.id))`;

/**
 * The actor's open alerts with a start in the future, soonest first.
 * @throws AppError unauthenticated
 */
export async function listSlotAlerts(ctx: Context): Promise<SlotAlert[]> {
  const { userId } = requireSelf(ctx);
  const rows = await db()
    .select({ alert: slotAlerts, ahead: AHEAD })
    .from(slotAlerts)
    .where(and(eq(slotAlerts.userId, userId), isNull(slotAlerts.notifiedAt), isAhead(ctx.now)))
    .orderBy(asc(slotAlerts.startsAt));
  const alerts = await Promise.all(rows.map((row) => inItsCity(ctx, row)));
  return alerts.flatMap((alert) => alert ?? []);
}

type Row = { alert: typeof slotAlerts.$inferSelect; ahead: number };

/** Null when the city has no club any more, or not the one that was waited for. */
async function inItsCity({ now }: Context, { alert, ahead }: Row): Promise<SlotAlert | null> {
  const { id, startsAt, untilStartsAt, durationMinutes } = alert;
  const [place, clubs] = await Promise.all([findCity(alert.city), clubsIn(alert.city)]);
  const asked = clubs.filter((club) => isAskedOf(alert, club));
  const [only] = alert.clubId === null ? [] : asked;
  if (!place || asked.length === 0) return null;
  const ms = startsAt.getTime();
  return {
    id,
    ...place,
    date: localDateOf(ms, place.timeZone),
    time: localTime(ms, place.timeZone),
    until: untilStartsAt && localTime(untilStartsAt.getTime(), place.timeZone),
    club: only ? { slug: only.slug, name: only.name, courts: courtNames(only, alert) } : null,
    startsAt,
    durationMinutes,
    turns: turnsAt(asked, lastStartOf(alert), now.getTime()),
    ahead,
  };
}

const courtNames = (club: Club, { courtIds }: Pick<Row['alert'], 'courtIds'>): string[] =>
  courtIds === null ? [] : courtsFor(club, { courtIds }).map(({ name }) => name);
