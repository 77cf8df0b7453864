import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { db, transaction } from '@/db';
import { acts, clubs, liveEvents, notices, refunds } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { finishAct } from '@/lib/desk/acts/finish-act';
import { requestRefund } from '@/lib/ledger/request-refund';
import { deliverNotice } from '@/lib/notices/deliver-notice';
import { listCalls } from '@/lib/notices/list-calls';
import { notify, tellOfAct } from '@/lib/notices/notify';
import { writeAct } from '@/lib/records/acts';
import { processRefund } from '@/lib/refunds/process-refund';
import { nudge, nudgeRefund } from '@/lib/services/inngest/jobs';
import { bookAndPayWithKeys } from '@/test/bookings';
import { makeUser, personContext } from '@/test/factories';
import { useJobs } from '@/test/job-engine';
import { useSandbox } from '@/test/sandbox';
import { useApiAtHome } from '@/test/serve-api';

const api = useApiAtHome();
const sandbox = useSandbox({ appUrl: () => api() });
useJobs(sandbox);
const job = () => systemContext('test');

afterEach(async () => {
  await db().update(notices).set({ status: 'suppressed' }).where(eq(notices.status, 'pending'));
});

/** Staff act on a paid booking: its player is told by mail and on the page, and gets 5 € back, after so long. */
async function actOn(undoSeconds: number, reach: { emailInvalidAt?: Date } = {}) {
  const { reservationId, paymentId, player, clubId, manager } = await bookAndPayWithKeys(sandbox());
  await db().update(clubs).set({ undoSeconds }).where(eq(clubs.id, clubId));
  const told = reach.emailInvalidAt ? await makeUser({ ...reach, phone: null }) : player;
  const ctx = personContext(manager);
  const { act, refundId } = await transaction(async (tx, after) => {
    const summary = { reservation: reservationId };
    const act = await writeAct(tx, ctx, { clubId, kind: 'move', changes: [], summary, lasts: 'seconds' });
    const about = { kind: 'club_closed', objectId: reservationId, reservationId } as const;
    await notify(tx, after, { ...about, userId: told.id, act });
    await tellOfAct(tx, after, act, [
      { userId: told.id, type: 'reservation.moved', data: { reservation_id: reservationId } },
    ]);
    const back = { paymentId, amountMinor: 500, currency: 'EUR', cause: 'staff' } as const;
    const refundId = await requestRefund(tx, ctx, { ...back, notBefore: act });
    after(nudge, nudgeRefund(refundId, 1, 'prompt', act));
    return { act, refundId };
  });
  const [notice] = await db().select().from(notices).where(eq(notices.actId, act.id));
  return { act, refundId, noticeId: notice?.id ?? '', told };
}

const noticeOf = async (id: string) => (await db().select().from(notices).where(eq(notices.id, id)))[0];
const refundOf = async (id: string) => (await db().select().from(refunds).where(eq(refunds.id, id)))[0];
const messagesTo = (userId: string) => db().$count(liveEvents, eq(liveEvents.userId, userId));

describe('while an act can be undone', () => {
  test('nobody is told by mail, on the page or by telephone, and nothing is refunded, whoever asks', async () => {
    const { act, refundId, noticeId, told } = await actOn(60);
    const before = await messagesTo(told.id);
    expect(await deliverNotice(job(), noticeId)).toBe('skipped');
    expect(await processRefund(job(), refundId)).toBe('requested');
    expect(await finishAct(act.id)).toBe(0);
    expect(await noticeOf(noticeId)).toMatchObject({ status: 'pending', nextAttemptAt: act.undoUntil });
    expect(await refundOf(refundId)).toMatchObject({ status: 'requested', stripeRefundId: null });
    expect(await messagesTo(told.id)).toBe(before);
  });

  test('a call about it is not on the list', async () => {
    const { noticeId, act } = await actOn(60, { emailInvalidAt: new Date() });
    const operator = personContext(await makeUser({ operatorSince: new Date() }), { operator: true });
    const listed = async () => (await listCalls(operator)).some(({ id }) => id === noticeId);
    expect(await noticeOf(noticeId)).toMatchObject({ channel: 'call', actId: act.id });
    expect(await listed()).toBe(false);
    await db().update(notices).set({ nextAttemptAt: new Date() }).where(eq(notices.id, noticeId));
    expect(await listed()).toBe(true);
  });
});

test('once it can no longer be undone the engine tells and refunds by itself, and not sooner', async () => {
  const { act, refundId, noticeId, told } = await actOn(2);
  await expect.poll(async () => (await noticeOf(noticeId))?.sentAt, { timeout: 20_000 }).toBeInstanceOf(Date);
  await expect.poll(async () => (await refundOf(refundId))?.status, { timeout: 20_000 }).toBe('succeeded');
  await expect
    .poll(async () => (await db().select().from(acts).where(eq(acts.id, act.id)))[0]?.toldAt, {
      timeout: 20_000,
    })
    .toBeInstanceOf(Date);
  const sent = await noticeOf(noticeId);
  expect(sent?.sentAt?.getTime()).toBeGreaterThanOrEqual(act.undoUntil.getTime());
  const moved = await db().select().from(liveEvents).where(eq(liveEvents.userId, told.id));
  expect(moved.filter(({ type }) => type === 'reservation.moved')).toHaveLength(1);
  expect(await finishAct(act.id)).toBe(0);
});
