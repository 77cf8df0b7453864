import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { payments } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { settlePayment } from '@/lib/payments/settle-payment';
import { chargeOpenShares } from '@/lib/payments/shares/charge-open-shares';
import { startPayment } from '@/lib/payments/start-payment';
import { bookAsPlayer } from '@/test/bookings';
import { useSandbox } from '@/test/sandbox';
import { chargesOf, costOf, expectAccounted } from '@/test/shared-bookings';
import { pay } from './pay';
import { payShares, shareCost } from './share-cost';

const sandbox = useSandbox({ providers: ['stripe'] });
const job = () => systemContext('test');

async function settleAll(reservationId: string): Promise<void> {
  const made = await db().select().from(payments).where(eq(payments.reservationId, reservationId));
  for (const { paymentIntentId } of made) if (paymentIntentId) await settlePayment(job(), paymentIntentId);
}

/** Draws that fall below every chance, or above. */
const always = (value: number) => ({
  next: () => value,
  below: () => 0,
  pick: <T>([first]: readonly T[]) => first,
});

test.each([
  ['some pay, and the card pays for nobody', 0.1, 'pm_card_visa', []],
  ['nobody pays, and the card pays for all', 0.55, 'pm_card_visa', [3375]],
  ['nobody pays, and the card is declined', 0.55, 'pm_card_chargeDeclinedOffSession', [0]],
] as const)('of a shared cost in the chaos run %s', async (_, draw, card, charged) => {
  const stripeUrl = sandbox().urls.stripe ?? '';
  const { player, ctx, reservationId } = await bookAsPlayer();
  await shareCost({ email: player.email, authorization: '' }, reservationId);
  const own = await startPayment(ctx, { reservationId });
  expect(own.amountMinor).toBe(1125);
  expect(await pay(stripeUrl, { id: own.paymentIntentId, clientSecret: own.clientSecret }, card)).toBe('ok');
  await settleAll(reservationId);
  await payShares({ stripeUrl, random: always(draw) }, reservationId);
  await settleAll(reservationId);
  await chargeOpenShares(job(), reservationId);
  expect((await chargesOf(reservationId)).map(({ receivedMinor }) => receivedMinor)).toEqual(charged);
  expect((await costOf(reservationId))?.endedAt).not.toBeNull();
  await expectAccounted(reservationId);
});
