import { and, eq, isNotNull, lt } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { notices } from '@/db/schema';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { deleteClub } from '@/lib/clubs/delete-club';
import { systemContext } from '@/lib/core/context';
import { HOUR_MS } from '@/lib/core/time';
import { sweep } from '@/lib/jobs/sweep';
import { remindPlayers } from '@/lib/reservations/remind-players';
import { nudge, nudgeNotice } from '@/lib/services/inngest/jobs';
import type { QueueName } from '@/lib/services/inngest/queues';
import { bookAndPayWithKeys, bookAsPlayer, readBooking } from '@/test/bookings';
import { makeReservation, makeUser } from '@/test/factories';
import { jobEngine, useJobs } from '@/test/job-engine';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { useApiAtHome } from '@/test/serve-api';
import { payIntent } from '@/test/stripe-control';

const api = useApiAtHome();
const sandbox = useSandbox({ appUrl: () => api() });
useJobs(sandbox);

beforeEach(() => clearFaults(sandbox()));
afterEach(async () => {
  await clearFaults(sandbox());
  await db().update(notices).set({ status: 'suppressed' }).where(eq(notices.status, 'pending'));
});

/** A long queue of reminders, each of which keeps Resend busy for a while. */
async function queueReminders(count: number): Promise<string> {
  await addFault(sandbox(), 'resend', { mode: 'delay', delay_ms: 50, times: 10_000 });
  const user = await makeUser();
  const { id } = await makeReservation({ userId: user.id });
  const reminder = {
    kind: 'reservation_reminder',
    objectId: id,
    reservationId: id,
    userId: user.id,
  } as const;
  const nextAttemptAt = new Date(Date.now() - 2 * 60_000);
  await db()
    .insert(notices)
    .values(
      Array.from({ length: count }, (_, index) => ({
        ...reminder,
        channel: 'email' as const,
        recipient: `r${index}-${user.email}`,
        locale: user.locale,
        nextAttemptAt,
      })),
    );
  await sweep(systemContext('test'));
  await expect.poll(() => remindersSent(id)).toBeGreaterThan(5);
  return id;
}

const remindersSent = (reservationId: string, before = new Date()) =>
  db().$count(
    notices,
    and(eq(notices.reservationId, reservationId), isNotNull(notices.sentAt), lt(notices.sentAt, before)),
  );

async function sentAt(reservationId: string, kind: 'reservation_confirmation' | 'reservation_cancelled') {
  const [row] = await db()
    .select()
    .from(notices)
    .where(and(eq(notices.reservationId, reservationId), eq(notices.kind, kind)));
  return row?.sentAt ?? null;
}

async function untilSent(...of: Parameters<typeof sentAt>): Promise<Date> {
  await expect.poll(() => sentAt(...of), { timeout: 60_000 }).not.toBeNull();
  return (await sentAt(...of)) ?? new Date();
}

describe('while reminders wait', () => {
  test('a confirmation in their queue would wait for all of them (control)', async () => {
    const reminded = await queueReminders(60);
    const player = await makeUser();
    const { id } = await makeReservation({ userId: player.id });
    const about = { kind: 'reservation_confirmation', objectId: id, reservationId: id } as const;
    const to = { userId: player.id, channel: 'email', recipient: player.email, locale: 'es' } as const;
    const [notice] = await db()
      .insert(notices)
      .values({ ...about, ...to })
      .returning();
    const theirs: QueueName = 'bulk';
    nudge([nudgeNotice(notice?.id ?? '', 0, theirs)]);
    const at = await untilSent(id, 'reservation_confirmation');
    expect(await remindersSent(reminded, at)).toBeGreaterThan(54);
  });

  test('what somebody waits for goes out at once: the settling, the confirmation, the refund and its word', async () => {
    const reminded = await queueReminders(271);
    const { ctx, reservationId, intentId } = await bookAsPlayer();
    await payIntent(sandbox(), intentId);
    await untilSent(reservationId, 'reservation_confirmation');
    await cancelReservation(ctx, { reservationId });
    await untilSent(reservationId, 'reservation_cancelled');
    await expect
      .poll(async () => (await readBooking(reservationId)).refunds, { timeout: 30_000 })
      .toMatchObject([{ status: 'succeeded' }]);
    expect(await remindersSent(reminded)).toBeLessThan(271 / 2);
  });
});

describe('into the queue of what is sent in bulk', () => {
  const runsAbout = async (id: string | undefined) =>
    (await jobEngine(sandbox())).runs
      .filter(({ event_id }) => event_id.includes(id ?? '-'))
      .map((run) => run.function_id);

  test('go the reminders of the job that writes them', async () => {
    const createdAt = new Date(Date.now() - 48 * HOUR_MS);
    const { id } = await makeReservation({ startsAt: new Date(Date.now() + 5 * HOUR_MS), createdAt });
    expect(await remindPlayers()).toBeGreaterThan(0);
    const [notice] = await db().select().from(notices).where(eq(notices.reservationId, id));
    await expect.poll(() => runsAbout(notice?.id)).toEqual(['pista-deliver-bulk-notice']);
  });

  test('go the refunds of a club that closes, and the word of it', async () => {
    const { reservationId, clubId } = await bookAndPayWithKeys(sandbox());
    await deleteClub(systemContext('test'), String(clubId));
    await expect.poll(async () => (await readBooking(reservationId)).refunds).toHaveLength(1);
    const { refunds, notices: told } = await readBooking(reservationId);
    await expect.poll(() => runsAbout(refunds[0]?.id)).toEqual(['pista-process-bulk-refund']);
    const closed = told.find(({ kind }) => kind === 'club_closed');
    await expect.poll(() => runsAbout(closed?.id)).toEqual(['pista-deliver-bulk-notice']);
  });
});
