import { randomUUID } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { db, type Tx } from '@/db';
import {
  disputes,
  dues,
  payments,
  REFUND_CAUSES,
  REFUND_STATUSES,
  RESERVATION_STATUSES,
  refunds,
  reservations,
  tillEntries,
} from '@/db/schema';
import { makeDue, makeReservation, makeUser, type Reservation } from '@/test/factories';
import { fc } from '@/test/fast-check';
import { IS_HELD, isWithdrawn } from './disputes';
import {
  ACCOUNTED_MINOR,
  COVER_MINOR,
  DUE_MINOR,
  EXCESS_MINOR,
  GIVEN_BACK_MINOR,
  IS_LACKING,
  IS_SOLD,
  LEFT_MINOR,
  LOST_MINOR,
  MISSING_MINOR,
  OWED_MINOR,
  PAID_MINOR,
  REFUNDED_MINOR,
  REFUSED_MINOR,
  TILL_LEFT_MINOR,
  STILL_OWED_MINOR,
  STILL_PAID_MINOR,
  TILL_MINOR,
  TILL_TAKEN_MINOR,
  UNCLAIMED_MINOR,
  WAIVED_MINOR,
  WITHDRAWN_MINOR,
} from './money-words';

/** The statuses that Stripe knows (docs.stripe.com/api/disputes/object), and an unknown one. */
const DISPUTE_STATUSES = [
  'warning_needs_response',
  'warning_under_review',
  'warning_closed',
  'needs_response',
  'under_review',
  'appeal_needs_response',
  'won',
  'lost',
  'prevented',
  'some_new_one',
];

const refund = fc.record({
  status: fc.constantFrom(...REFUND_STATUSES),
  cause: fc.constantFrom(...REFUND_CAUSES),
  amount: fc.integer({ min: 1, max: 3000 }),
  missing: fc.nat(3000),
  byHand: fc.boolean(),
});
const dispute = fc.record({
  status: fc.constantFrom(...DISPUTE_STATUSES),
  refundable: fc.boolean(),
  amount: fc.integer({ min: 1, max: 3000 }),
  currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'USD'),
});
const payment = fc.record({
  received: fc.integer({ min: 1, max: 6000 }),
  retained: fc.nat(2000),
  currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'USD'),
  taken: fc.boolean(),
  refunds: fc.array(refund, { maxLength: 6 }),
  disputes: fc.array(dispute, { maxLength: 3 }),
});
const due = fc.record({
  amount: fc.integer({ min: -3000, max: 3000 }).filter((minor) => minor !== 0),
  state: fc.constantFrom('open', 'settled', 'waived'),
  currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'USD'),
});
const entry = fc.record({
  amount: fc.integer({ min: -3000, max: 3000 }).filter((minor) => minor !== 0),
  currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'USD'),
});
const desk = fc.record({
  dues: fc.array(due, { maxLength: 4 }),
  entries: fc.array(entry, { maxLength: 4 }),
});
type Desk = typeof desk extends fc.Arbitrary<infer T> ? T : never;
const NO_DESK: Desk = { dues: [], entries: [] };
type Refund = typeof refund extends fc.Arbitrary<infer T> ? T : never;
type Dispute = typeof dispute extends fc.Arbitrary<infer T> ? T : never;
type Money = typeof payment extends fc.Arbitrary<infer T> ? T : never;

let reservation: Reservation;
let staffId: string;
beforeAll(async () => {
  reservation = await makeReservation();
  staffId = (await makeUser()).id;
});

class Undo extends Error {}

/** Writes payments without the rules of the tables, reads, and removes them again. */
async function having<T>(
  all: readonly Money[],
  desk: Desk,
  look: (tx: Tx, ids: string[]) => Promise<T>,
): Promise<T> {
  const seen: T[] = [];
  const work = db().transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    const ids: string[] = [];
    for (const money of all) ids.push(await write(tx, money));
    await writeDesk(tx, desk);
    seen.push(await look(tx, ids));
    throw new Undo();
  });
  await work.catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
  const [value] = seen;
  if (value === undefined) throw new Error('the transaction did not get that far');
  return value;
}

async function write(
  tx: Tx,
  { received, retained, currency, taken, refunds: back, disputes: taking }: Money,
) {
  const paymentId = randomUUID();
  await tx.insert(payments).values({
    id: paymentId,
    reservationId: reservation.id,
    status: taken ? 'completed' : 'failed',
    completedAt: taken ? new Date() : null,
    amountMinor: received,
    receivedMinor: received,
    retainedMinor: retained,
    currency,
  });
  for (const { status, cause, amount, missing, byHand } of back) {
    await tx.insert(refunds).values({
      paymentId,
      status,
      cause,
      amountMinor: amount,
      missingMinor: missing,
      paidByHandAt: byHand && status === 'covered' ? new Date() : null,
      currency,
      requestedBy: 'system:test',
    });
  }
  for (const { status, refundable, amount, currency: of } of taking) {
    const row = {
      id: `dp_${randomUUID()}`,
      paymentId,
      status,
      refundable,
      amountMinor: amount,
      currency: of,
    };
    await tx.insert(disputes).values({ ...row, reason: 'fraudulent' });
  }
  return paymentId;
}

async function writeDesk(tx: Tx, { dues: owing, entries }: Desk): Promise<void> {
  const of = { clubId: reservation.clubId, reservationId: reservation.id };
  for (const { amount, state, currency } of owing) {
    const ended = {
      ...(state === 'settled' && { settledAt: new Date() }),
      ...(state === 'waived' && { waivedAt: new Date(), waivedBy: staffId, waiveReason: 'x' }),
    };
    const row = { ...of, ...ended, amountMinor: amount, currency, createdBy: 'staff:x' };
    await tx.insert(dues).values({ ...row, cause: 'desk' });
  }
  for (const { amount, currency } of entries) {
    const row = { ...of, amountMinor: amount, currency, takenBy: staffId, requestKey: randomUUID() };
    const kind = amount > 0 ? 'payment' : 'payout';
    await tx.insert(tillEntries).values({ ...row, kind, method: 'bizum' });
  }
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
const ALIVE = ['requested', 'pending', 'succeeded'];
const open = ({ status, refundable }: Dispute) =>
  !['won', 'lost', 'warning_closed', 'prevented'].includes(status) &&
  !(status.startsWith('warning_') && refundable);
const withdrawn = (one: Dispute) => one.status === 'lost' || open(one);

/** The formulas of `docs/money.md` for one payment. */
function figuresOf({ received, retained, currency, refunds: back, disputes: taking }: Money) {
  const amounts = (which: (one: Refund) => boolean) => sum(back.filter(which).map(({ amount }) => amount));
  const lost = sum(
    taking.filter((one) => one.status === 'lost' && one.currency === currency).map(({ amount }) => amount),
  );
  const gone = amounts(({ status, byHand }) => ALIVE.includes(status) || (status === 'covered' && byHand));
  const givenBack = Math.min(received, gone + lost);
  const left = received - givenBack;
  const owed = left - retained;
  return {
    refunded: amounts(({ status }) => status === 'succeeded'),
    withdrawn: sum(taking.filter(withdrawn).map(({ amount }) => amount)),
    held: taking.some(open),
    lost,
    givenBack,
    left,
    owed,
    unclaimed: owed - amounts(({ status }) => status === 'failed'),
    refused: sum(back.filter(refused).map(({ amount }) => amount)),
    excess:
      amounts(({ status }) => status !== 'covered' && status !== 'recalled') + retained + lost - received,
  };
}

/** The formulas of `docs/money.md` for the reservation of some payments. */
function standingOf(all: readonly Money[], { dues: owing, entries }: Desk) {
  const paid = sum(
    all.filter(({ taken, currency }) => taken && currency === 'EUR').map(({ received }) => received),
  );
  const missing = sum(all.flatMap((money) => money.refunds.filter(alive).map((one) => one.missing)));
  const gone = all
    .filter(({ currency }) => currency === 'EUR')
    .flatMap((money) => money.refunds.filter(alive));
  const spared = ({ cause }: Refund) => cause === 'staff' || cause === 'dashboard';
  const till = sum(entries.filter(inEuro).map(({ amount }) => amount));
  const covered = paid + till - sum(gone.map((one) => (spared(one) ? one.missing : one.amount)));
  const owed = (which: string) =>
    sum(owing.filter((one) => inEuro(one) && one.state === which).map(({ amount }) => amount));
  const accounted = covered + owed('open') + owed('waived');
  const lacking = missing > 0 && accounted < reservation.priceMinor;
  const promised = owing.filter((one) => inEuro(one) && one.state === 'open' && one.amount < 0);
  const tillTaken = sum(entries.filter((one) => inEuro(one) && one.amount > 0).map(({ amount }) => amount));
  const tillLeft = till + sum(promised.map(({ amount }) => amount));
  const left = all
    .filter(({ taken, currency }) => taken && currency === 'EUR')
    .map((money) => figuresOf(money).left);
  const stillPaid = sum(left) + till;
  return {
    paid,
    stillPaid,
    missing,
    till,
    tillTaken,
    tillLeft,
    covered,
    due: owed('open'),
    stillOwed: owed('open'),
    waived: owed('waived'),
    accounted,
    lacking,
  };
}
const refused = ({ status, cause }: Refund) =>
  status === 'failed' && ['late_payment', 'amount_mismatch', 'duplicate_payment'].includes(cause);
const alive = ({ status }: Refund) => status !== 'failed' && status !== 'recalled';
const inEuro = ({ currency }: { currency: string }) => currency === 'EUR';

const inSql = (words: Record<string, SQL>) =>
  sql.join(
    Object.entries(words).map(([name, word]) => sql`${word} as ${sql.identifier(name)}`),
    sql`, `,
  );

const ofPayments = inSql({
  refunded: REFUNDED_MINOR,
  withdrawn: WITHDRAWN_MINOR,
  held: IS_HELD,
  lost: LOST_MINOR,
  givenBack: GIVEN_BACK_MINOR,
  left: LEFT_MINOR,
  owed: OWED_MINOR,
  unclaimed: UNCLAIMED_MINOR,
  refused: REFUSED_MINOR,
  excess: EXCESS_MINOR,
});
const ofReservations = inSql({
  paid: PAID_MINOR,
  stillPaid: STILL_PAID_MINOR,
  missing: MISSING_MINOR,
  till: TILL_MINOR,
  tillTaken: TILL_TAKEN_MINOR,
  tillLeft: TILL_LEFT_MINOR,
  covered: COVER_MINOR,
  due: DUE_MINOR,
  stillOwed: STILL_OWED_MINOR,
  waived: WAIVED_MINOR,
  accounted: ACCOUNTED_MINOR,
  lacking: IS_LACKING,
});

/** The driver answers sums as text. */
const asNumbers = (row: Record<string, unknown> | undefined) =>
  Object.fromEntries(
    Object.entries(row ?? {}).map(([name, value]) => [
      name,
      typeof value === 'string' ? Number(value) : value,
    ]),
  );

async function expectFormulas(all: readonly Money[], atDesk: Desk = NO_DESK): Promise<void> {
  const { each, whole } = await having(all, atDesk, async (tx, ids) => {
    const rows = [];
    for (const id of ids)
      rows.push((await tx.execute(sql`select ${ofPayments} from payments p where p.id = ${id}::uuid`))[0]);
    const standing = await tx.execute(
      sql`select ${ofReservations} from reservations r where r.id = ${reservation.id}::uuid`,
    );
    return { each: rows.map(asNumbers), whole: asNumbers(standing[0]) };
  });
  expect(each).toEqual(all.map(figuresOf));
  expect(whole).toEqual(standingOf(all, atDesk));
}

test('each word equals its formula over refunds of every status and cause, and disputes of every status', async () => {
  const back = REFUND_STATUSES.flatMap((status) =>
    REFUND_CAUSES.flatMap((cause, at) =>
      [false, true].map((byHand) => ({ status, cause, byHand, amount: 10 + at, missing: at })),
    ),
  );
  const taking = DISPUTE_STATUSES.flatMap((status, at) =>
    [false, true].map((refundable) => ({ status, refundable, amount: 100 + at, currency: 'EUR' as const })),
  );
  const money = { retained: 7, currency: 'EUR', taken: true } as const;
  for (const one of back) await expectFormulas([{ ...money, received: 4500, refunds: [one], disputes: [] }]);
  for (const one of taking)
    await expectFormulas([{ ...money, received: 4500, refunds: [], disputes: [one] }]);
  await expectFormulas([{ ...money, received: 9000, refunds: back, disputes: taking }]);
});

test('each word equals its formula whatever came, went back and was taken', async () => {
  await fc.assert(fc.asyncProperty(fc.array(payment, { maxLength: 3 }), desk, expectFormulas), {
    numRuns: 60,
  });
});

test.each(DISPUTE_STATUSES)(
  'a dispute at Stripe that is %s is withdrawn as the same one here is',
  (status) => {
    for (const refundable of [false, true]) {
      const expected = withdrawn({ status, refundable, amount: 1, currency: 'EUR' });
      expect(isWithdrawn({ status, refundable })).toBe(expected);
    }
  },
);

test.each(RESERVATION_STATUSES)(
  'of a %s its price is still owed while it is held, else its due',
  async (status) => {
    const { id, ...of } = await makeReservation({ status });
    await makeDue({ id, ...of }, { amountMinor: 700 });
    const [row] = await db().execute(
      sql`select ${STILL_OWED_MINOR}::int as owed from reservations r where r.id = ${id}::uuid`,
    );
    const isHeld = status === 'payment_pending' || status === 'pending';
    expect(row?.owed).toBe(isHeld ? of.priceMinor : 700);
  },
);

test.each(RESERVATION_STATUSES)(
  'a %s is sold when it is a booking or walk-in with a court that was not just marked as paid',
  async (status) => {
    for (const kind of reservations.kind.enumValues) {
      for (const staffSettledBy of [null, staffId]) {
        const { id } = await makeReservation({ kind, status, staffSettledBy });
        const [row] = await db().execute(
          sql`select ${IS_SOLD} as sold from reservations r where r.id = ${id}::uuid`,
        );
        const had = ['confirmed', 'completed', 'no_show'].includes(status);
        expect(row?.sold).toBe((kind === 'booking' || kind === 'walk_in') && had && staffSettledBy === null);
      }
    }
  },
);
