import { and, count, eq, gt, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import { slotAlerts, users } from '@/db/schema';
import { requireActor } from '@/lib/auth/permissions';
import { catalogue } from '@/lib/clubs/catalogue';
import { findCity } from '@/lib/clubs/places';
import type { Context } from '@/lib/context';
import { AppError, notFound } from '@/lib/errors';
import { instantsOf, isLocalDate, parseLocalTime } from '@/lib/time';

const MAX_OPEN_ALERTS = 10;

export const watchSlotSchema = z.strictObject({
  city: z.string().trim().min(1).max(80),
  /** Local to the city. */
  date: z.string().refine(isLocalDate, 'must be a real date, YYYY-MM-DD'),
  time: z.string().refine((value) => parseLocalTime(value) !== null, 'must be a time, HH:MM'),
  durationMinutes: z.number().int().positive().max(240),
});
export type WatchSlot = z.output<typeof watchSlotSchema>;

/**
 * Notes that whoever asks wants to hear, once, when any court of a city can be booked at that local time. Asking
 * again while the alert is open changes nothing.
 * @throws AppError unauthenticated, not_found for a city without clubs, invalid_input when the time has passed or
 *   does not exist that day, conflict when ten alerts of this person are open
 */
export async function watchSlot(ctx: Context, wanted: WatchSlot): Promise<void> {
  const { userId } = requireActor(ctx);
  const place = findCity((await catalogue()).clubs, wanted.city);
  if (!place) throw notFound('city');
  const startsAt = nextStart(wanted, place.timeZone, ctx.now);
  const { durationMinutes } = wanted;
  await transaction(async (tx) => {
    // Two alerts asked for at once are counted one after the other.
    await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('no key update');
    const added = await tx
      .insert(slotAlerts)
      .values({ userId, city: place.city, startsAt, durationMinutes })
      .onConflictDoNothing()
      .returning({ id: slotAlerts.id });
    if (added.length > 0) await assertNotTooMany(tx, userId, ctx.now);
  });
}

/** Of the two instants of an autumn hour the first that is still ahead. */
function nextStart({ date, time }: WatchSlot, timeZone: string, now: Date): Date {
  const start = instantsOf(date, parseLocalTime(time) ?? 0, timeZone).find((ms) => ms > now.getTime());
  if (start !== undefined) return new Date(start);
  throw new AppError('invalid_input', 'Choose a time that is still to come.', {
    fields: { time: ['must be still to come'] },
  });
}

async function assertNotTooMany(tx: Tx, userId: string, now: Date): Promise<void> {
  const [open] = await tx
    .select({ count: count() })
    .from(slotAlerts)
    .where(and(eq(slotAlerts.userId, userId), isNull(slotAlerts.notifiedAt), gt(slotAlerts.startsAt, now)));
  if ((open?.count ?? 0) <= MAX_OPEN_ALERTS) return;
  throw new AppError('conflict', 'Ten alerts are open; stop one of them first.');
}
