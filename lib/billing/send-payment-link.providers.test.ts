import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { notices, payments, reservations } from '@/db/schema';
import { signedToken } from '@/lib/auth/signed-token';
import { unpaid } from '@/test/at-desk';
import { makeCustomer, makeDue, makeUser } from '@/test/factories';
import { useSandbox } from '@/test/sandbox';
import { sendPaymentLink } from './send-payment-link';

useSandbox({ providers: ['resend', 'twilio', 'inngest'] });

async function owing(overrides: { phone?: string } = {}) {
  const user = await makeUser(overrides);
  const { reservation, ...rest } = await unpaid({ userId: user.id });
  return { ...rest, user, reservation, due: await makeDue(reservation) };
}
const asked = ({ id }: { id: string }) =>
  db()
    .select()
    .from(notices)
    .where(and(eq(notices.reservationId, id), eq(notices.kind, 'payment_due')));

describe('a payment link', () => {
  test('goes to whoever owes, with its address, and opens no payment', async () => {
    const { desk, due, user, reservation } = await owing();
    const { url } = await sendPaymentLink(desk, due.id, { channel: 'email' });
    expect(new URL(url).pathname).toBe(`/es/pay/${signedToken('payment-link', due.id)}`);
    expect(await asked(reservation)).toMatchObject([{ channel: 'email', recipient: user.email }]);
    expect(await db().$count(payments, eq(payments.reservationId, reservation.id))).toBe(0);
  });

  test('goes to somebody without an account, by text too', async () => {
    const { desk, reservation, clubId } = await unpaid({ userId: null });
    const { id: customerId } = await makeCustomer(clubId, { phone: '+34600700803' });
    await db().update(reservations).set({ customerId }).where(eq(reservations.id, reservation.id));
    const due = await makeDue(reservation);
    await sendPaymentLink(desk, due.id, { channel: 'sms' });
    expect(await asked(reservation)).toMatchObject([
      { channel: 'sms', recipient: '+34600700803', customerId },
    ]);
  });

  test('goes again when it is asked for again, and once for each request', async () => {
    const { desk, due, reservation } = await owing();
    await sendPaymentLink(desk, due.id, { channel: 'email' });
    await sendPaymentLink(desk, due.id, { channel: 'email' });
    const keyed = { ...desk, requestKey: 'one request of this desk' };
    await sendPaymentLink(keyed, due.id, { channel: 'email' });
    await sendPaymentLink(keyed, due.id, { channel: 'email' });
    expect(await asked(reservation)).toHaveLength(3);
  });

  test('goes nowhere without an address, for what the club owes, and in a preview', async () => {
    const { desk, due, reservation } = await owing();
    await expect(sendPaymentLink(desk, due.id, { channel: 'sms' })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { channel: [expect.any(String)] },
    });
    const owed = await makeDue(reservation, { amountMinor: -500 });
    await expect(sendPaymentLink(desk, owed.id, { channel: 'email' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await sendPaymentLink({ ...desk, preview: true }, due.id, { channel: 'email' });
    expect(await asked(reservation)).toEqual([]);
  });
});
