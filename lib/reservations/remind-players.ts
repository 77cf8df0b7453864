import { and, between, eq, isNull, notExists, sql } from 'drizzle-orm';
import { db } from '@/db';
import { notices, reservations, users } from '@/db/schema';
import { reminderExpiresAt } from '@/lib/notices/reminder-expires-at';
import { listOptedOut } from '@/lib/notices/opt-outs';
import { nudge, nudgeNotice } from '@/lib/services/inngest/jobs';
import { queueOfNotice } from '@/lib/services/inngest/queues';

const BATCH = 500;

/**
 * Writes the reminders of games within a day, by mail and text as each player chose, once for each start that a game
 * has. A game booked less than a day ahead needs none; returns how many.
 */
export async function remindPlayers(): Promise<number> {
  const due = await db()
    .select({ reservation: reservations, user: users })
    .from(reservations)
    .innerJoin(users, eq(users.id, reservations.userId))
    .where(
      and(
        eq(reservations.status, 'confirmed'),
        between(reservations.startsAt, sql`now() + interval '2 hours'`, sql`now() + interval '24 hours'`),
        sql`${reservations.startsAt} - ${reservations.createdAt} > interval '24 hours'`,
        isNull(users.erasedAt),
        notExists(
          db()
            .select({ id: notices.id })
            .from(notices)
            .where(
              and(
                eq(notices.reservationId, reservations.id),
                eq(notices.kind, 'reservation_reminder'),
                eq(notices.expiresAt, sql`${reservations.startsAt} - interval '30 minutes'`),
              ),
            ),
        ),
      ),
    )
    .limit(BATCH);
  const optedOut = await listOptedOut(
    db(),
    due.map(({ user }) => user.phone),
  );
  const rows = due.flatMap(({ reservation, user }) => {
    const common = {
      kind: 'reservation_reminder' as const,
      objectId: `${reservation.id}:${reservation.startsAt.toISOString()}`,
      reservationId: reservation.id,
      clubId: reservation.clubId,
      expiresAt: reminderExpiresAt(reservation.startsAt),
      userId: user.id,
      locale: user.locale,
    };
    const { reminderEmail, reminderSms } = user.noticeChoices;
    const mail = reminderEmail && !user.emailInvalidAt;
    const phone = reminderSms && user.phone !== null && !optedOut.has(user.phone) ? user.phone : null;
    return [
      ...(mail ? [{ ...common, channel: 'email' as const, recipient: user.email }] : []),
      ...(phone === null ? [] : [{ ...common, channel: 'sms' as const, recipient: phone }]),
    ];
  });
  if (rows.length === 0) return 0;
  const written = await db().insert(notices).values(rows).onConflictDoNothing().returning({ id: notices.id });
  nudge(written.map((row) => nudgeNotice(row.id, 0, queueOfNotice('reservation_reminder'))));
  return written.length;
}
