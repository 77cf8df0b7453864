import { and, eq, type SQL, sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { audit, type NoticeStatus, notices, payments, refunds, repairs, reservations } from '@/db/schema';
import { listFindings, offerFor } from '@/lib/backoffice/list-findings';
import { type Context, systemContext } from '@/lib/core/context';
import { inWords, type Message } from '@/lib/core/i18n/message';
import { translatorOf } from '@/lib/core/i18n/translator';
import { runChecks } from '@/lib/jobs/run-checks';
import { settlePayment } from '@/lib/payments/settle-payment';
import {
  type ConsistencyCheck,
  REPAIR_NAMES,
  type RepairName,
  runCheck,
} from '@/lib/records/check-definition';
import { closeBreaker } from '@/lib/services/call/shared-breakers';
import { bookAndPay, bookAsPlayer, readBooking } from '@/test/bookings';
import { makeUser, personContext, type User } from '@/test/factories';
import { ordinaryWeek, payment, plantsIn, reservation } from '@/test/planted';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { payIntent, stripeControl } from '@/test/stripe-control';
import { CONSISTENCY_CHECKS } from './check-consistency';
import { settleAtDesk } from './repair-court-money';
import { repairDuplicateNotice } from './repair-duplicate-notice';
import { acceptViolation, repairViolation } from './repair-violation';
import { settleOverlap } from './settle-overlap';

const sandbox = useSandbox({ providers: ['stripe', 'resend', 'redis'] });

let operator: User;
let desk: Context;
beforeAll(async () => {
  operator = await makeUser({ operatorSince: new Date() });
  desk = personContext(operator);
});

/** Changes rows without triggers and foreign keys, as a manual change might. Dropped constraints stay dropped. */
async function plant(statements: readonly SQL[]): Promise<void> {
  await db().transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    for (const statement of statements) await tx.execute(statement);
  });
}

const checkOf = (type: string): ConsistencyCheck => {
  const check = CONSISTENCY_CHECKS.find((candidate) => candidate.type === type);
  if (!check) throw new Error(`there is no check ${type}`);
  return check;
};
const find = (type: string) => db().transaction((tx) => runCheck(tx, checkOf(type)));
const repair = (type: string, objectId: string, name: RepairName = 'mend') =>
  repairViolation(desk, { type, objectId, repair: name });

const mended = CONSISTENCY_CHECKS.flatMap(({ type, offer }) =>
  offer.kind === 'repairs' ? offer.repairs.map(({ name }) => [type, name] as const) : [],
);
const accepted = CONSISTENCY_CHECKS.filter(({ offer }) => offer.kind === 'accept').map(({ type }) => type);

describe('every check', () => {
  test.each(CONSISTENCY_CHECKS.map((check) => [check.type, check] as const))(
    '%s says what it means and offers a repair, or advice and a place, in both languages',
    (_type, { means, offer }) => {
      for (const locale of ['es', 'en'] as const) {
        const words = (message: Message) => inWords(message, translatorOf(locale));
        const placed = offerFor(offer, 'the/object');
        expect(words(means)).toMatch(/^\p{Lu}.{20,}\.$/u);
        if (placed.kind === 'repairs') {
          for (const { does } of placed.repairs) expect(words(does)).toMatch(/^\p{Lu}.{20,}\.$/u);
        } else {
          expect(words(placed.advice)).toMatch(/^\p{Lu}.{20,}\.$/u);
          expect(Object.values(placed.at).join()).not.toContain('{id}');
        }
      }
    },
  );
});

describe('each automatic repair', () => {
  test.each(mended)('%s: %s mends what was planted', async (type, name) => {
    const week = await ordinaryWeek(sandbox());
    const before = (await find(type)).objectIds;
    await plant(plantsIn(week)[type]?.() ?? []);
    const planted = async () => (await find(type)).objectIds.filter((id) => !before.includes(id));
    expect(await planted()).not.toEqual([]);
    for (let [objectId] = await planted(); objectId !== undefined; [objectId] = await planted()) {
      await repair(type, objectId, name);
    }
  });

  test.each(REPAIR_NAMES)('is told in the audit with who pressed it: %s', async (name) => {
    const pressed = await db()
      .select()
      .from(audit)
      .where(and(eq(audit.entity, 'finding'), eq(audit.toState, name)));
    expect(pressed.length).toBeGreaterThan(0);
    for (const entry of pressed)
      expect(entry).toMatchObject({ fromState: 'open', actor: `staff:${operator.id}` });
  });
});

describe('what happened and cannot be undone', () => {
  test.each(accepted)('%s is told until somebody says that they have looked', async (type) => {
    const week = await ordinaryWeek(sandbox());
    await plant(plantsIn(week)[type]?.() ?? []);
    const [objectId = ''] = (await find(type)).objectIds;
    await expect(repair(type, objectId)).rejects.toMatchObject({ code: 'conflict' });
    const before = (await find(type)).total;
    await acceptViolation(desk, { type, objectId });
    const after = await find(type);
    expect(after.total).toBe(before - 1);
    expect(after.objectIds).not.toContain(objectId);
    await expect(acceptViolation(desk, { type, objectId })).rejects.toMatchObject({ code: 'not_found' });
    const kept = await db().select().from(repairs).where(eq(repairs.objectId, objectId));
    expect(kept).toContainEqual(expect.objectContaining({ issue: `check.${type}`, action: 'accepted' }));
  });

  test('what can be mended is never just accepted', async () => {
    const { reservationId } = await bookAsPlayer();
    await plant([reservation(reservationId, sql`hold_expires_at = now() - interval '3 minutes'`)]);
    await expect(
      acceptViolation(desk, { type: 'hold_overdue', objectId: reservationId }),
    ).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a court without money', () => {
  const TYPE = 'court_without_money';
  const isOpen = async (reservationId: string) => (await find(TYPE)).objectIds.includes(reservationId);

  /** Confirmed in the database, although nobody paid. */
  async function unpaid() {
    const booked = await bookAsPlayer();
    await plant([reservation(booked.reservationId, sql`status = 'confirmed', hold_expires_at = null`)]);
    return booked;
  }

  beforeEach(() => closeBreaker('payment'));

  test('that was paid at Stripe keeps its court, even when it was to be cancelled', async () => {
    const { reservationId, paymentId } = await bookAndPay(sandbox());
    await plant([payment(paymentId, sql`status = 'pending', received_minor = 0, completed_at = null`)]);
    expect(await isOpen(reservationId)).toBe(true);
    await repair(TYPE, reservationId, 'cancel').catch(() => 'said that it did not help');
    const { status, payments: taken } = await readBooking(reservationId);
    expect(status).toBe('confirmed');
    expect(taken).toMatchObject([{ status: 'completed', receivedMinor: 4500 }]);
  });

  test('that was paid too much gives back what is too much, once', async () => {
    const { reservationId } = await bookAndPay(sandbox());
    await plant([reservation(reservationId, sql`price_minor = 4000, list_price_minor = 4000`)]);
    await repair(TYPE, reservationId, 'ask_stripe');
    const { refunds: back, status } = await readBooking(reservationId);
    expect(status).toBe('confirmed');
    expect(back).toMatchObject([{ amountMinor: 500, status: 'requested' }]);
    await expect(repair(TYPE, reservationId, 'ask_stripe')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('that nobody paid is not taken away by asking', async () => {
    const { reservationId } = await unpaid();
    await expect(repair(TYPE, reservationId, 'ask_stripe')).rejects.toMatchObject({ code: 'conflict' });
    expect((await readBooking(reservationId)).status).toBe('confirmed');
  });

  test('that nobody paid is cancelled when a person says so, and its player is told', async () => {
    const { reservationId } = await unpaid();
    await repair(TYPE, reservationId, 'cancel');
    const { status, refunds: back, notices } = await readBooking(reservationId);
    expect(status).toBe('cancelled');
    expect(back).toEqual([]);
    expect(notices).toMatchObject([{ kind: 'reservation_cancelled' }]);
  });

  test('that has begun is not cancelled, and can be settled at the club, under a name', async () => {
    const { reservationId } = await unpaid();
    await plant([
      reservation(
        reservationId,
        sql`starts_at = now() - interval '10 minutes', ends_at = now() + interval '80 minutes'`,
      ),
    ]);
    await expect(repair(TYPE, reservationId, 'cancel')).rejects.toMatchObject({ code: 'conflict' });
    await repair(TYPE, reservationId, 'at_desk');
    const [row] = await db().select().from(reservations).where(eq(reservations.id, reservationId));
    expect(row).toMatchObject({ status: 'confirmed', staffSettledBy: operator.id });
    const told = await db().select().from(audit).where(eq(audit.entityId, reservationId)).orderBy(audit.id);
    expect(told.at(-1)).toMatchObject({ actor: `staff:${operator.id}`, detail: { settled_at_desk: true } });
  });

  test('while Stripe is away nothing is cancelled', async () => {
    const { reservationId } = await unpaid();
    await addFault(sandbox(), 'stripe', { mode: 'status', status: 503 });
    await expect(repair(TYPE, reservationId, 'cancel')).rejects.toMatchObject({
      code: 'service_unavailable',
    });
    await clearFaults(sandbox());
    expect((await readBooking(reservationId)).status).toBe('confirmed');
  });
});

describe('two operators at once', () => {
  test('who each cancel one of two reservations of a court leave the other its court', async () => {
    const { reservationId, courtId } = await bookAndPay(sandbox());
    await plant([
      sql`alter table reservations drop constraint if exists reservations_no_overlap`,
      sql`insert into reservations select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid()))).*
        from reservations r where id = ${reservationId}::uuid`,
    ]);
    const ofCourt = () => db().select().from(reservations).where(eq(reservations.courtId, courtId));
    const [one, other] = (await ofCourt()).map(({ id }) => id);
    await Promise.allSettled([settleOverlap(desk, one ?? ''), settleOverlap(desk, other ?? '')]);
    const left = (await ofCourt()).map(({ status }) => status);
    expect(left.sort()).toEqual(['cancelled', 'confirmed']);
  });

  test.each([1, 2, 3])(
    'money that arrives while a court is settled at the desk is counted once: round %#',
    async () => {
      const { reservationId, intentId } = await bookAsPlayer();
      await plant([reservation(reservationId, sql`status = 'confirmed', hold_expires_at = null`)]);
      await payIntent(sandbox(), intentId);
      const settled = settlePayment(systemContext('test'), intentId);
      await Promise.all([settled, settleAtDesk(desk, reservationId)]);
      const [row] = await db().select().from(reservations).where(eq(reservations.id, reservationId));
      const { refunds: back } = await readBooking(reservationId);
      expect(back).toHaveLength(row?.staffSettledBy === null ? 0 : 1);
    },
  );
});

describe('a court that is settled at the desk', () => {
  test('was paid meanwhile: it stays so', async () => {
    const { reservationId } = await bookAndPay(sandbox());
    await settleAtDesk(desk, reservationId);
    const [row] = await db().select().from(reservations).where(eq(reservations.id, reservationId));
    expect(row?.staffSettledBy).toBeNull();
  });

  test('was cancelled meanwhile: it cannot be settled', async () => {
    const { reservationId } = await bookAndPay(sandbox());
    await plant([reservation(reservationId, sql`status = 'cancelled'`)]);
    await expect(settleAtDesk(desk, reservationId)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('cannot be paid online any more', async () => {
    const { reservationId, paymentId } = await bookAsPlayer();
    await plant([reservation(reservationId, sql`status = 'confirmed', hold_expires_at = null`)]);
    await settleAtDesk(desk, reservationId);
    const [open] = await db().select().from(payments).where(eq(payments.id, paymentId));
    expect(open?.cancelRequestedAt).not.toBeNull();
  });
});

describe('of several rows of one notice', () => {
  async function twice(first: NoticeStatus, second: NoticeStatus) {
    const { reservationId } = await bookAndPay(sandbox());
    await plant([
      sql`drop index if exists notices_once_key`,
      sql`update notices set status = ${first} where reservation_id = ${reservationId}::uuid`,
      sql`insert into notices select (jsonb_populate_record(n, jsonb_build_object('id', gen_random_uuid(), 'status', ${second}::text))).*
        from notices n where reservation_id = ${reservationId}::uuid`,
    ]);
    const left = () => db().select().from(notices).where(eq(notices.reservationId, reservationId));
    return { left, one: (await left())[0]?.id ?? '' };
  }

  test.each([
    ['pending', 'sent', 'sent'],
    ['bounced', 'delivered', 'delivered'],
    ['pending', 'bounced', 'bounced'],
  ] as const)(
    '%s and %s: the one that is %s stays, and the audit tells of the other',
    async (first, second, kept) => {
      const { left, one } = await twice(first, second);
      await repairDuplicateNotice(desk, one);
      const rows = await left();
      expect(rows).toMatchObject([{ status: kept }]);
      const removed = await db().select().from(audit).where(sql`detail ->> 'repeat_of' = ${rows[0]?.id}`);
      expect(removed).toMatchObject([{ toState: 'removed', actor: `staff:${operator.id}` }]);
    },
  );

  test('none is removed while one is going out', async () => {
    const { left, one } = await twice('pending', 'sending');
    await expect(repairDuplicateNotice(desk, one)).rejects.toMatchObject({ code: 'conflict' });
    expect(await left()).toHaveLength(2);
  });
});

test('a refund that Stripe has never heard of is called failed, counts no more, and is for staff, not for its player', async () => {
  const { reservationId, paymentId } = await bookAndPay(sandbox());
  await plant([
    sql`insert into refunds (id, payment_id, amount_minor, currency, status, cause, requested_by, settled_at)
      values (gen_random_uuid(), ${paymentId}::uuid, 1000, 'EUR', 'succeeded', 'staff', 'staff:nobody', now())`,
    payment(paymentId, sql`refunded_minor = 1000, status = 'partially_refunded'`),
  ]);
  await repair('refund_without_stripe', paymentId);
  const { refunds: back, payment: paid, notices } = await readBooking(reservationId);
  expect(back).toMatchObject([{ status: 'failed', failureReason: 'unknown_at_stripe' }]);
  expect(paid).toMatchObject({ status: 'completed', refundedMinor: 0 });
  expect(notices.map(({ kind }) => kind)).toEqual(['reservation_confirmation']);
});

test('a total that differs is added up from our own refunds, without asking Stripe', async () => {
  const { paymentId } = await bookAndPay(sandbox());
  await plant([payment(paymentId, sql`refunded_minor = 700, status = 'partially_refunded'`)]);
  await stripeControl(sandbox(), 'webhooks/pause');
  await addFault(sandbox(), 'stripe', { mode: 'refuse' });
  await repair('refunded_total_differs', paymentId);
  await clearFaults(sandbox());
  const [row] = await db().select().from(payments).where(eq(payments.id, paymentId));
  expect(row).toMatchObject({ refundedMinor: 0, status: 'completed' });
  expect(await db().select().from(refunds).where(eq(refunds.paymentId, paymentId))).toEqual([]);
});

test('the operator reads of each finding what to do about it', async () => {
  const week = await ordinaryWeek(sandbox());
  const { reservationId } = week.lapsed;
  await plant(plantsIn(week).reservation_empty_range?.() ?? []);
  await runChecks(desk);
  const { violations } = await listFindings({ ...desk, locale: 'en' });
  expect(violations.find(({ objectId }) => objectId === reservationId)?.offer).toMatchObject({
    kind: 'by_hand',
    at: { command: expect.stringContaining(`where id = '${reservationId}'`) },
  });
});
