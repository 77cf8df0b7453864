import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { dues, payments } from '@/db/schema';
import { signedToken } from '@/lib/auth/signed-token';
import { checkPaymentLink } from '@/lib/billing/open-payment-link';
import { env } from '@/lib/core/env';
import { unpaid } from '@/test/at-desk';
import { anonymousContext, makeDue } from '@/test/factories';
import { useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';
import { payIntent } from '@/test/stripe-control';

const api = useApi();
const sandbox = useSandbox({ providers: ['stripe'], appUrl: () => api() });

async function open(token: string, headers: Record<string, string> = ourOrigin()) {
  const response = await fetch(`${api()}/api/v1/payment-links/${token}`, { method: 'POST', headers });
  return { status: response.status, body: await response.json() };
}
const ourOrigin = () => ({ origin: new URL(env().NEXTAUTH_URL).origin });
const owing = async () => {
  const { reservation, ...rest } = await unpaid({ userId: null });
  const due = await makeDue(reservation);
  return { ...rest, reservation, due, token: signedToken('payment-link', due.id) };
};
const countPayments = ({ id }: { id: string }) => db().$count(payments, eq(payments.reservationId, id));

describe('a payment link', () => {
  test('opens one payment, however often it is asked, and settles what is owed', async () => {
    const { reservation, due, token } = await owing();
    const [first, second] = [await open(token), await open(token)];
    expect(first).toMatchObject({
      status: 200,
      body: {
        payment: { status: 'pending', amount: '45.00', currency: 'EUR', client_secret: expect.any(String) },
      },
    });
    expect(second.body).toEqual(first.body);
    expect(await countPayments(reservation)).toBe(1);
    await payIntent(sandbox(), first.body.payment.payment_intent_id);
    expect(await checkPaymentLink(anonymousContext(), { token })).toBe('confirmed');
    expect(await db().query.dues.findFirst({ where: eq(dues.id, due.id) })).toMatchObject({
      settledAt: expect.any(Date),
    });
    expect(await open(token)).toMatchObject({ status: 409, body: { error: 'conflict' } });
  });

  test('goes on asking for the rest of what was paid in part', async () => {
    const { due, reservation, token } = await owing();
    await db().update(dues).set({ settledAt: new Date() }).where(eq(dues.id, due.id));
    await makeDue(reservation, { amountMinor: 2500, splitOf: due.id });
    expect(await open(token)).toMatchObject({ status: 200, body: { payment: { amount: '25.00' } } });
  });

  test.each([
    ['changed in its last letter', (token: string) => token.slice(0, -1) + (token.endsWith('A') ? 'Q' : 'A')],
    [
      'of another due',
      (token: string) => signedToken('payment-link', crypto.randomUUID()).slice(0, 21) + token.slice(21),
    ],
    ['cut short', (token: string) => token.slice(0, 20)],
    ['with something behind it', (token: string) => `${token}=`],
    ['of a due that does not exist', () => signedToken('payment-link', crypto.randomUUID())],
    ['of words', () => 'deudas'],
  ])('that was forged, %s, leads nowhere', async (_title, forge) => {
    const { token, reservation } = await owing();
    expect(await open(forge(token))).toMatchObject({ status: 404, body: { error: 'not_found' } });
    expect(await countPayments(reservation)).toBe(0);
  });

  test.each([[{}], [{ origin: 'https://elsewhere.example' }]])(
    'opens nothing for a request with the headers %o',
    async (headers: Record<string, string>) => {
      const { token, reservation } = await owing();
      expect(await open(token, headers)).toMatchObject({ status: 403 });
      expect(await countPayments(reservation)).toBe(0);
    },
  );
});
