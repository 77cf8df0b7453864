import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db, transaction } from '@/db';
import { clubs, payments, refunds } from '@/db/schema';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { processRefund } from '@/lib/refunds/process-refund';
import { listRefunds } from '@/lib/services/stripe/stripe';
import { staffOf } from '@/test/at-desk';
import { bookAndPayWithKeys } from '@/test/bookings';
import { useSandbox } from '@/test/sandbox';
import { withoutLocks } from '@/test/without-locks';
import { recallRefunds } from './withdraw-told';

const sandbox = useSandbox({ providers: ['stripe', 'resend', 'redis'] });

/** Staff cancel a paid booking and take it back at the last moment, and the refund is due before they have done. */
async function undoWhileDue() {
  const { reservationId, clubId, paymentId } = await bookAndPayWithKeys(sandbox());
  await db().update(clubs).set({ undoSeconds: 1 }).where(eq(clubs.id, clubId));
  const desk = await staffOf(clubId);
  const { act, refundId } = await cancelReservation(desk, { reservationId });
  if (!act || refundId === null) throw new Error('a paid booking is given back');
  const [payment] = await db().select().from(payments).where(eq(payments.id, paymentId));
  return {
    act,
    refundId,
    undo: async (sending: () => Promise<unknown>) => {
      let sent: Promise<unknown> | undefined;
      await transaction(async (tx) => {
        await recallRefunds(tx, desk, act.id);
        await pause(act.undoUntil.getTime() - Date.now() + 50);
        sent = sending();
        await pause(500);
      });
      return sent;
    },
    atStripe: async () => (await listRefunds(payment?.paymentIntentId ?? '')).length,
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const statusOf = async (id: string) =>
  (await db().select().from(refunds).where(eq(refunds.id, id)))[0]?.status;

test('a refund that falls due while its act is being undone is not sent', async () => {
  const { refundId, undo, atStripe } = await undoWhileDue();
  expect(await undo(() => processRefund(systemContext('test'), refundId))).toBe('recalled');
  expect(await statusOf(refundId)).toBe('recalled');
  expect(await atStripe()).toBe(0);
});

test('without the lock of the payment it is sent and recalled (control)', async () => {
  const { refundId, undo, atStripe } = await undoWhileDue();
  await withoutLocks(async () => {
    await undo(() => processRefund(systemContext('test'), refundId));
  });
  expect(await atStripe()).toBe(1);
});
