import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import type { NoticeKind } from '@/db/schema';
import { addDays, firstInstantOf, HOUR_MS, localDateOf, minuteOfDay } from '@/lib/core/time';
import type { Notice } from './notice-facts';

/** Most texts to one number, so that a mistake or a fraud with paid numbers stays cheap. */
const TO_ONE_NUMBER = { day: 5, month: 20 };
/** Most texts of one club in thirty days. */
const OF_ONE_CLUB = 500;

const countsSchema = z.object({ day: z.int(), month: z.int(), club: z.int() });

/** Which limit of texts a notice would pass, counted from those that went out. Null while there is room. */
export async function textLimitOf({
  recipient,
  clubId,
}: Pick<Notice, 'recipient' | 'clubId'>): Promise<'cap_number' | 'cap_club' | null> {
  const [found] = await db().execute(sql`select
    (select count(*)::int from notices where channel = 'sms' and recipient = ${recipient}
      and sent_at > now() - interval '1 day') as day,
    (select count(*)::int from notices where channel = 'sms' and recipient = ${recipient}
      and sent_at > now() - interval '30 days') as month,
    (select count(*)::int from notices where channel = 'sms' and club_id = ${clubId}
      and sent_at > now() - interval '30 days') as club`);
  const { day, month, club } = countsSchema.parse(found);
  if (day >= TO_ONE_NUMBER.day || month >= TO_ONE_NUMBER.month) return 'cap_number';
  return club >= OF_ONE_CLUB ? 'cap_club' : null;
}

/** What can wait until the morning. What costs a court or money is told at once. */
const CAN_WAIT: readonly NoticeKind[] = ['reservation_reminder', 'payment_refunded'];
const QUIET = { fromMinute: 22 * 60, untilMinute: 8 * 60 };
const NEAR_MS = 12 * HOUR_MS;

type Game = { startsAt: Date; timeZone: string };

/** Until when a text is held back, since people sleep at the club. Null for one that goes now. */
export function quietUntil(kind: NoticeKind, { startsAt, timeZone }: Game, now: Date): Date | null {
  const ms = now.getTime();
  const left = startsAt.getTime() - ms;
  if (!CAN_WAIT.includes(kind) || (left > 0 && left < NEAR_MS)) return null;
  const [today, minute] = [localDateOf(ms, timeZone), minuteOfDay(ms, timeZone)];
  if (minute >= QUIET.untilMinute && minute < QUIET.fromMinute) return null;
  const morning = minute < QUIET.untilMinute ? today : addDays(today, 1);
  return new Date(firstInstantOf(morning, QUIET.untilMinute, timeZone));
}
