import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import { db } from '@/db';
import { slotAlerts } from '@/db/schema';
import { requireSelf } from '@/lib/auth/permissions';
import { clubsIn } from '@/lib/catalogue/catalogue';
import { findCity } from '@/lib/catalogue/places';
import type { Context } from '@/lib/core/context';
import { localDateOf, localTime } from '@/lib/core/time';
import { type Turns, turnsAt } from '@/lib/availability/in-turn';
import type { WatchableStart } from './watchable-start';

/** An open alert. `ahead` is how many wait longer in that city for a time that overlaps. */
export type SlotAlert = WatchableStart & { id: string; turns: Turns; ahead: number };

/**
 * How many open alerts `o` come before an alert in the waiting list. A booking lasts four hours at most. The columns are
 * written out, since Drizzle leaves their table out where a query has only one.
 */
const AHEAD = sql<number>`(select count(*)::int from slot_alerts o
  where o.notified_at is null and o.city = slot_alerts.city
    and o.starts_at > slot_alerts.starts_at - interval '4 hours'
    and o.starts_at < slot_alerts.starts_at + make_interval(mins => slot_alerts.duration_minutes)
    and o.starts_at + make_interval(mins => o.duration_minutes) > slot_alerts.starts_at
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
    .where(
      and(eq(slotAlerts.userId, userId), isNull(slotAlerts.notifiedAt), gt(slotAlerts.startsAt, ctx.now)),
    )
    .orderBy(asc(slotAlerts.startsAt));
  const alerts = await Promise.all(rows.map((row) => inItsCity(ctx, row)));
  return alerts.flatMap((alert) => alert ?? []);
}

type Row = { alert: typeof slotAlerts.$inferSelect; ahead: number };

/** Null when the city has no club any more. */
async function inItsCity({ now }: Context, { alert, ahead }: Row): Promise<SlotAlert | null> {
  const { id, startsAt, durationMinutes } = alert;
  const [place, inCity] = await Promise.all([findCity(alert.city), clubsIn(alert.city)]);
  if (!place) return null;
  const ms = startsAt.getTime();
  const start = { date: localDateOf(ms, place.timeZone), time: localTime(ms, place.timeZone) };
  const turns = turnsAt(inCity, ms, now.getTime());
  return { id, ...place, ...start, startsAt, durationMinutes, turns, ahead };
}
