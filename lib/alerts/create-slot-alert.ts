import { and, count, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import { slotAlerts, users } from '@/db/schema';
import { requireSelf } from '@/lib/auth/permissions';
import { readBuyer } from '@/lib/availability/buyer';
import { clubsIn } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { askedDate, askedTime } from '@/lib/core/input/asked-time';
import { isAhead } from './is-ahead';
import { watchableStart } from './watchable-start';

const MAX_OPEN_ALERTS = 10;

export const createSlotAlertSchema = z.strictObject({
  city: z.string().trim().min(1).max(80),
  /** Local to the city. */
  date: askedDate,
  time: askedTime,
  durationMinutes: z.number().int().positive().max(240),
});
export type CreateSlotAlert = z.output<typeof createSlotAlertSchema>;

/**
 * Stores a person's wish to hear once when any court of a city can be booked at that local time. Asking again while
 * the alert is open changes nothing.
 * @throws AppError unauthenticated, not_bookable when the time has passed or no club of the city sells it, conflict
 *   when ten alerts of this person are open
 */
export async function createSlotAlert(ctx: Context, wanted: CreateSlotAlert): Promise<void> {
  const { userId } = requireSelf(ctx);
  const [inCity, buyer] = await Promise.all([clubsIn(wanted.city), readBuyer(ctx)]);
  const start = watchableStart(inCity, wanted, ctx.now, buyer);
  if (!start) throw new AppError('not_bookable', 'No club of this city sells that start.');
  const { city, startsAt, durationMinutes } = start;
  await keepAlert(ctx, { userId, city, startsAt, durationMinutes });
}

/**
 * Writes an alert, unless the same one is open.
 * @throws AppError conflict when ten alerts of this person are open
 */
export const keepAlert = (ctx: Context, alert: typeof slotAlerts.$inferInsert): Promise<void> =>
  transaction(async (tx) => {
    // Two alerts asked for at once are counted one after the other.
    await tx.select({ id: users.id }).from(users).where(eq(users.id, alert.userId)).for('no key update');
    const added = await tx
      .insert(slotAlerts)
      .values(alert)
      .onConflictDoNothing()
      .returning({ id: slotAlerts.id });
    if (added.length > 0) await assertNotTooMany(tx, alert.userId, ctx.now);
  });

async function assertNotTooMany(tx: Tx, userId: string, now: Date): Promise<void> {
  const [open] = await tx
    .select({ count: count() })
    .from(slotAlerts)
    .where(and(eq(slotAlerts.userId, userId), isNull(slotAlerts.notifiedAt), isAhead(now)));
  if ((open?.count ?? 0) <= MAX_OPEN_ALERTS) return;
  throw new AppError('conflict', 'Ten alerts are open; stop one of them first.');
}
