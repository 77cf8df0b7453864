import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import { db } from '@/db';
import { slotAlerts } from '@/db/schema';
import { requireSelf } from '@/lib/auth/permissions';
import { findCity } from '@/lib/catalogue/places';
import type { Context } from '@/lib/core/context';
import { localDateOf, localTime } from '@/lib/core/time';
import type { WatchableStart } from './watchable-start';

/** An open alert. */
export type SlotAlert = WatchableStart & { id: string };

/**
 * The actor's open alerts with a start in the future, soonest first.
 * @throws AppError unauthenticated
 */
export async function listSlotAlerts(ctx: Context): Promise<SlotAlert[]> {
  const { userId } = requireSelf(ctx);
  const rows = await db()
    .select()
    .from(slotAlerts)
    .where(
      and(eq(slotAlerts.userId, userId), isNull(slotAlerts.notifiedAt), gt(slotAlerts.startsAt, ctx.now)),
    )
    .orderBy(asc(slotAlerts.startsAt));
  const alerts = await Promise.all(rows.map(inItsCity));
  return alerts.flatMap((alert) => alert ?? []);
}

/** Null when the city has no club any more. */
async function inItsCity(alert: typeof slotAlerts.$inferSelect): Promise<SlotAlert | null> {
  const { id, startsAt, durationMinutes } = alert;
  const place = await findCity(alert.city);
  if (!place) return null;
  const ms = startsAt.getTime();
  const start = { date: localDateOf(ms, place.timeZone), time: localTime(ms, place.timeZone) };
  return { id, ...place, ...start, startsAt, durationMinutes };
}
