import { expect, test } from 'vitest';
import { z } from 'zod';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { formatMoney, toDecimal } from '@/lib/core/money';
import { processRefund } from '@/lib/refunds/process-refund';
import { bookAsPlayer, inDays, readBooking } from '@/test/bookings';
import { makeClub, makeCourt } from '@/test/factories';
import { useSandbox } from '@/test/sandbox';
import { payIntent, refundsAtStripe, stripeControl } from '@/test/stripe-control';
import { settlePayment } from './settle-payment';
import { startQuotedPayment } from './start-quoted-payment';

const sandbox = useSandbox({ providers: ['stripe'] });
const job = () => systemContext('test');

const stateSchema = z.object({
  payment_intents: z.array(z.object({ id: z.string(), amount: z.number(), currency: z.string() })),
});
const intentAt = async (id: string) =>
  stateSchema
    .parse(await stripeControl(sandbox(), 'state'))
    .payment_intents.find((intent) => intent.id === id);

/** A cancellation at any hour refunds half of the payment. */
const HALF_BACK = { freeHours: 9999, laterPercent: 50, nothingHours: 0 };

test.each([
  ['HUF', 600_000, '9000.00', 900_000, 450_000],
  ['COP', 4_000_000, '60000.00', 6_000_000, 3_000_000],
  ['ISK', 333_300, '5000.00', 500_000, 250_000],
  ['ISK', 333_400, '5001.00', 500_100, 250_000],
  ['JPY', 3_001, '4502', 4502, 2251],
  ['KWD', 5_125, '7.690', 7690, 3840],
] as const)(
  '90 minutes of a club in %s at %i an hour cost %s: Stripe is asked for %i and gives back %i',
  async (currency, pricePerHourMinor, amount, chargedMinor, backMinor) => {
    const club = await makeClub({ currency, pricePerHourMinor, refundPolicy: HALF_BACK });
    const { id: courtId } = await makeCourt({ clubId: club.id });
    const { ctx, reservationId, intentId } = await bookAsPlayer({ courtId, date: inDays(3) });

    expect(await intentAt(intentId)).toMatchObject({
      amount: chargedMinor,
      currency: currency.toLowerCase(),
    });
    expect(toDecimal(chargedMinor, currency)).toBe(amount);
    expect(formatMoney(chargedMinor, currency, 'en').replaceAll(/[^\d.]/g, '')).toBe(
      currency === 'KWD' ? amount : String(Number(amount)),
    );
    expect(await startQuotedPayment(ctx, { reservationId, amount })).toMatchObject({
      paymentIntentId: intentId,
    });

    await payIntent(sandbox(), intentId);
    expect(await settlePayment(job(), intentId)).toEqual({ outcome: 'confirmed' });
    await cancelReservation(ctx, { reservationId });
    const [refund] = (await readBooking(reservationId)).refunds;
    await processRefund(job(), refund?.id ?? '');
    expect(await refundsAtStripe(sandbox(), intentId)).toMatchObject([{ amount: backMinor }]);
  },
);
