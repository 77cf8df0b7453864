import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { courts } from '@/db/schema';
import { formatMoment } from '@/lib/core/i18n/format';
import { oneLine } from '@/lib/core/input/kept-text';
import { findKnownPlace } from '@/lib/notices/delivery-order';
import type { MoveFacts, Notice } from '@/lib/notices/notice-facts';
import { readReservation } from './reservation-facts';

/**
 * Reads the facts of a notice about a booking that moved, with where it was before.
 * @throws AppError not_found
 */
export async function readMove(notice: Notice) {
  const { facts: reservation, ...about } = await readReservation(notice);
  const facts: MoveFacts = { ...reservation, was: await readWas(notice, reservation.timeZone) };
  return { ...about, facts };
}

async function readWas(notice: Notice, timeZone: string): Promise<MoveFacts['was']> {
  const detail = await findKnownPlace(notice);
  if (!detail || !('was' in detail)) return null;
  const { courtId, startsAt } = detail.was;
  const [court] = await db().select({ name: courts.name }).from(courts).where(eq(courts.id, courtId));
  const moment = formatMoment(Date.parse(startsAt), notice.locale, timeZone);
  return court ? { moment, courtName: oneLine(court.name) } : null;
}
