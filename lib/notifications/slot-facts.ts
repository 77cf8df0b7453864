import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { clubs, slotAlerts, users } from '@/db/schema';
import { notFound } from '@/lib/errors';
import type { Notice, SlotFacts } from './notice-facts';
import { pagesOf } from './pages-of';
import { startInWords } from './start-in-words';

/**
 * Reads what a notice says about a court that frees; the clubs of a city share its zone, so any of them tells it.
 * @throws AppError not_found
 */
export async function readSlot({ objectId, locale }: Pick<Notice, 'objectId' | 'locale'>) {
  const [row] = await db()
    .select({ alert: slotAlerts, user: users, timeZone: clubs.timeZone })
    .from(slotAlerts)
    .innerJoin(users, eq(users.id, slotAlerts.userId))
    .innerJoin(clubs, eq(clubs.city, slotAlerts.city))
    .where(eq(slotAlerts.id, objectId))
    .limit(1);
  if (!row) throw notFound('slot alert');
  const { alert, user, timeZone } = row;
  const { city, startsAt, durationMinutes } = alert;
  const start = startInWords(locale, startsAt, timeZone);
  const search = new URLSearchParams({
    city,
    date: start.date,
    time: start.startTime,
    duration: String(durationMinutes),
  });
  const facts: SlotFacts = {
    playerName: user.name ?? '',
    city,
    ...start,
    durationMinutes,
    searchUrl: new URL(`courts?${search}`, pagesOf(locale)).href,
  };
  return { facts, startsAt, user };
}
