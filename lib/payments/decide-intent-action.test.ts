import { describe, expect, test } from 'vitest';
import { MINUTE_MS } from '@/lib/core/time';
import type { Intent } from '@/lib/services/stripe/stripe';
import { decideIntentAction, type Ours, type IntentAction } from './decide-intent-action';

const NOW_MS = Date.parse('2026-03-01T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(NOW_MS - minutes * MINUTE_MS);

const STATUSES = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'requires_capture',
  'processing',
  'succeeded',
  'canceled',
] as const satisfies readonly Intent['status'][];

const intentThat = (status: Intent['status'], ageMinutes = 10): Intent => ({
  id: 'pi_1',
  clientSecret: 'pi_1_secret',
  status,
  amountMinor: 4500,
  receivedMinor: status === 'succeeded' ? 4500 : 0,
  currency: 'EUR',
  metadata: {},
  customerId: null,
  paymentMethodId: null,
  lastError: null,
  createdAt: minutesAgo(ageMinutes),
  livemode: false,
});

type Row = NonNullable<Ours['payment']>;
const rowOf = (change: Partial<Row>): Row => ({
  status: 'pending',
  completedAt: null,
  processingSince: null,
  paymentIntentId: 'pi_1',
  receivedMinor: 0,
  currency: 'EUR',
  ...change,
});
const taken = { status: 'completed', completedAt: minutesAgo(5), receivedMinor: 4500 } as const;
const holding = (row: Partial<Row>): Ours => ({
  payment: rowOf(row),
  reservationId: 'r_1',
  userKnown: true,
  returnedMinor: 0,
});
const without = (change: Partial<Ours>): Ours => ({
  payment: null,
  reservationId: null,
  userKnown: false,
  returnedMinor: 0,
  ...change,
});

/** Still to be paid, under way, paid, closed. */
type Verdicts = {
  open: IntentAction;
  processing: IntentAction;
  succeeded: IntentAction;
  canceled: IntentAction;
};
const verdictFor = (status: Intent['status'], verdicts: Verdicts): IntentAction =>
  status === 'processing' || status === 'succeeded' || status === 'canceled'
    ? verdicts[status]
    : verdicts.open;

const agrees = { open: 'agrees', processing: 'agrees', succeeded: 'agrees', canceled: 'agrees' } as const;
const useless = { ...agrees, open: 'cancel' } as const;

const TABLE: [title: string, ours: Ours, verdicts: Verdicts][] = [
  ['our open payment', holding({}), { ...agrees, succeeded: 'settle', canceled: 'settle' }],
  [
    'our open payment that a bank was working on',
    holding({ processingSince: minutesAgo(5) }),
    { open: 'settle', processing: 'agrees', succeeded: 'settle', canceled: 'settle' },
  ],
  ['our closed payment', holding({ status: 'cancelled' }), { ...useless, succeeded: 'settle' }],
  ['our failed payment', holding({ status: 'failed' }), { ...useless, succeeded: 'settle' }],
  [
    'our taken payment',
    holding(taken),
    {
      open: 'taken_here_only',
      processing: 'taken_here_only',
      succeeded: 'agrees',
      canceled: 'taken_here_only',
    },
  ],
  [
    'our payment that was taken and returned',
    holding({ ...taken, status: 'refunded' }),
    {
      open: 'taken_here_only',
      processing: 'taken_here_only',
      succeeded: 'agrees',
      canceled: 'taken_here_only',
    },
  ],
  [
    'our payment taken over another amount',
    holding({ ...taken, receivedMinor: 4499 }),
    {
      open: 'taken_here_only',
      processing: 'taken_here_only',
      succeeded: 'amount_differs',
      canceled: 'taken_here_only',
    },
  ],
  [
    'our payment taken in another currency',
    holding({ ...taken, currency: 'GBP' }),
    {
      open: 'taken_here_only',
      processing: 'taken_here_only',
      succeeded: 'amount_differs',
      canceled: 'taken_here_only',
    },
  ],
  [
    'our open payment that has not saved its intent',
    holding({ paymentIntentId: null }),
    { ...agrees, succeeded: 'settle' },
  ],
  [
    'our closed payment that has not saved its intent',
    holding({ paymentIntentId: null, status: 'cancelled' }),
    { ...useless, succeeded: 'settle' },
  ],
  [
    'our payment that has another intent',
    holding({ paymentIntentId: 'pi_2' }),
    { ...useless, succeeded: 'adopt' },
  ],
  [
    'our taken payment that has another intent',
    holding({ ...taken, paymentIntentId: 'pi_2' }),
    { ...useless, succeeded: 'adopt' },
  ],
  [
    'a reservation of ours and no payment',
    without({ reservationId: 'r_1', userKnown: true }),
    { ...useless, succeeded: 'adopt' },
  ],
  [
    'a reservation of ours and nobody of ours',
    without({ reservationId: 'r_1' }),
    { ...useless, succeeded: 'adopt' },
  ],
  ['one of ours alone', without({ userKnown: true }), { ...useless, succeeded: 'refund' }],
  [
    'one of ours alone, a part of it returned',
    without({ userKnown: true, returnedMinor: 1000 }),
    { ...useless, succeeded: 'refund' },
  ],
  ['one of ours alone, all of it returned', without({ userKnown: true, returnedMinor: 4500 }), useless],
  ['nobody of ours', without({}), agrees],
];

describe.each(TABLE)('an intent that names %s', (_title, ours, verdicts) => {
  test.each(STATUSES.map((status) => [status, verdictFor(status, verdicts)] as const))(
    'and is %s: %s',
    (status, verdict) => {
      expect(decideIntentAction(intentThat(status), ours, NOW_MS)).toBe(verdict);
    },
  );
});

describe('an intent that was made within two minutes, whose row may still be on its way', () => {
  const young = TABLE.filter(([, { payment }]) => payment?.paymentIntentId !== 'pi_1');
  test.each(young)('and names %s is left alone', (_title, ours) => {
    for (const status of STATUSES) {
      expect(decideIntentAction(intentThat(status, 1.9), ours, NOW_MS)).toBe('agrees');
    }
  });

  test('and is that of our open payment is settled all the same', () => {
    expect(decideIntentAction(intentThat('succeeded', 0), holding({}), NOW_MS)).toBe('settle');
  });
});
