import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { clubs, slotAlerts, users } from '@/db/schema';
import { notFound } from '@/lib/core/errors';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { siteUrl } from '@/lib/core/i18n/site-url';
import { foldText } from '@/lib/core/input/fold-text';
import { oneLine } from '@/lib/core/input/kept-text';
import { type Notice, readerOf, type SlotFacts } from '@/lib/notices/notice-facts';
import { startInWords } from './start-in-words';

/**
 * Reads what a notice says about a court that frees, in a city or at the one club that was waited for. The clubs of a city
 * share its zone, so any of them tells it.
 * @throws AppError not_found
 */
export async function readSlot({ objectId, locale }: Pick<Notice, 'objectId' | 'locale'>) {
  const [row] = await db()
    .select({ alert: slotAlerts, user: users, club: { name: clubs.name, slug: clubs.slug } })
    .from(slotAlerts)
    .innerJoin(users, eq(users.id, slotAlerts.userId))
    .leftJoin(clubs, eq(clubs.id, slotAlerts.clubId))
    .where(eq(slotAlerts.id, objectId));
  if (!row) throw notFound('slot alert');
  const { alert, user, club } = row;
  const { city, startsAt, durationMinutes } = alert;
  const timeZone = await zoneOf(city);
  const start = startInWords(locale, startsAt, timeZone);
  const search = new URLSearchParams({
    ...(!club && { city }),
    date: start.date,
    time: start.startTime,
    duration: String(durationMinutes),
  });
  const facts: SlotFacts = {
    playerName: oneLine(user.name ?? ''),
    place: oneLine(club?.name ?? city),
    ...start,
    durationMinutes,
    searchUrl: siteUrl(`${club ? sitePaths.club(club.slug) : sitePaths.courts}?${search}`, locale).href,
  };
  return { facts, startsAt, reader: readerOf(user) };
}

async function zoneOf(city: string): Promise<string> {
  const [club] = await db()
    .select({ timeZone: clubs.timeZone })
    .from(clubs)
    .where(eq(clubs.cityKey, foldText(city)))
    .limit(1);
  if (!club) throw notFound('city');
  return club.timeZone;
}
