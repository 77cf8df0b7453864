import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import { db } from '@/db';
import { slotAlerts } from '@/db/schema';
import { requireSelf } from '@/lib/auth/permissions';
import { catalogue } from '@/lib/catalogue/catalogue';
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
  const [{ clubs }, rows] = await Promise.all([
    catalogue(),
    db()
      .select()
      .from(slotAlerts)
      .where(
        and(eq(slotAlerts.userId, userId), isNull(slotAlerts.notifiedAt), gt(slotAlerts.startsAt, ctx.now)),
      )
      .orderBy(asc(slotAlerts.startsAt)),
  ]);
  return rows.flatMap(({ id, city, startsAt, durationMinutes }) => {
    const place = findCity(clubs, city);
    if (!place) return [];
    const ms = startsAt.getTime();
    const start = { date: localDateOf(ms, place.timeZone), time: localTime(ms, place.timeZone) };
    return [{ id, ...place, ...start, startsAt, durationMinutes }];
  });
}
