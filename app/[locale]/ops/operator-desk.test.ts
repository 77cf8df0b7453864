import { readdirSync, readFileSync } from 'node:fs';
import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { audit, disputes, payments, refunds, reservations } from '@/db/schema';
import { applyRemedy } from '@/lib/backoffice/apply-remedy';
import { decideGivenBack } from '@/lib/backoffice/decide-given-back';
import { findRecords } from '@/lib/backoffice/find-records';
import { getEvidence, listDisputesToAnswer } from '@/lib/backoffice/get-evidence';
import { getHistory } from '@/lib/backoffice/get-history';
import { getMoneySummary } from '@/lib/backoffice/get-money-summary';
import { listFindings } from '@/lib/backoffice/list-findings';
import { listGivenBack } from '@/lib/backoffice/list-given-back';
import { listNewClubs } from '@/lib/backoffice/list-new-clubs';
import { listMoneyTrouble } from '@/lib/backoffice/list-money-trouble';
import { listOwed } from '@/lib/backoffice/list-owed';
import { listRepairs } from '@/lib/backoffice/list-repairs';
import {
  countDeadEvents,
  getWebhookEvent,
  listWebhookEvents,
  listWebhookEventsSchema,
} from '@/lib/backoffice/list-webhook-events';
import { markReviewed } from '@/lib/backoffice/mark-reviewed';
import { approveClub, refuseClub } from '@/lib/clubs/arrival/decide-request';
import { syncClubs } from '@/lib/clubs/sync-clubs';
import { type Context, systemContext } from '@/lib/core/context';
import { inWords, type Message } from '@/lib/core/i18n/message';
import { translatorOf } from '@/lib/core/i18n/translator';
import { diagnoseJobs } from '@/lib/diagnostics/diagnose-jobs';
import { diagnoseServices } from '@/lib/diagnostics/diagnose-services';
import { listRemedies } from '@/lib/diagnostics/list-remedies';
import { settleAtDesk } from '@/lib/integrity/repair-court-money';
import { acceptViolation, repairViolation } from '@/lib/integrity/repair-violation';
import { runChecks } from '@/lib/jobs/run-checks';
import { runReconciliation } from '@/lib/jobs/run-reconciliation';
import { listCalls } from '@/lib/notices/list-calls';
import { markCalled } from '@/lib/notices/mark-called';
import { beginLook, keepFindings, recordRepair } from '@/lib/records/findings';
import { syncRefunds } from '@/lib/refunds/sync-refunds';
import { replayWebhookEvent } from '@/lib/webhooks/replay-webhook-event';
import { bookAndPay } from '@/test/bookings';
import { makeDue, makeReservation, makeUser, personContext, type User } from '@/test/factories';
import { apiRequest, browserHeaders, pathParams } from '@/test/requests';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { stripeControl } from '@/test/stripe-control';
import { GET as downloadEvidence } from './disputes/[id]/evidence/route';

const sandbox = useSandbox({ providers: ['stripe', 'redis'] });

let operator: User;
let desk: Context;
let booked: Awaited<ReturnType<typeof bookAndPay>>;

beforeAll(async () => {
  operator = await makeUser({ operatorSince: new Date() });
  desk = personContext(operator);
  booked = await bookAndPay(sandbox());
  await db().insert(disputes).values({
    id: 'dp_1',
    paymentId: booked.paymentId,
    amountMinor: 4500,
    currency: 'EUR',
    status: 'won',
    reason: 'fraudulent',
  });
});

const NOTHING = '01890000-0000-7000-8000-000000000000';

/** By the file of `lib` that asks for an operator. */
const guarded: Record<string, ((ctx: Context) => Promise<unknown>)[]> = {
  'backoffice/apply-remedy.ts': [(ctx) => applyRemedy(ctx, { kind: 'register_jobs' })],
  'backoffice/decide-given-back.ts': [
    (ctx) => decideGivenBack(ctx, { reservationId: NOTHING, decision: 'cancel', missingMinor: 1 }),
  ],
  'diagnostics/diagnose-services.ts': [diagnoseServices],
  'backoffice/find-records.ts': [(ctx) => findRecords(ctx, { q: 'ana' })],
  'backoffice/get-evidence.ts': [listDisputesToAnswer, (ctx) => getEvidence(ctx, 'dp_1')],
  'backoffice/get-history.ts': [(ctx) => getHistory(ctx, NOTHING)],
  'backoffice/get-money-summary.ts': [getMoneySummary],
  'notices/list-calls.ts': [listCalls],
  'backoffice/list-findings.ts': [listFindings],
  'backoffice/list-given-back.ts': [listGivenBack],
  'backoffice/list-money-trouble.ts': [listMoneyTrouble],
  'diagnostics/list-remedies.ts': [listRemedies],
  'backoffice/list-owed.ts': [listOwed],
  'backoffice/list-repairs.ts': [listRepairs],
  'backoffice/list-webhook-events.ts': [
    countDeadEvents,
    (ctx) => listWebhookEvents(ctx, listWebhookEventsSchema.parse({})),
    (ctx) => getWebhookEvent(ctx, 1),
  ],
  'notices/mark-called.ts': [(ctx) => markCalled(ctx, { noticeId: NOTHING })],
  'backoffice/mark-reviewed.ts': [(ctx) => markReviewed(ctx, { paymentId: NOTHING, reason: 'x' })],
  'integrity/repair-court-money.ts': [(ctx) => settleAtDesk(ctx, NOTHING)],
  'integrity/repair-violation.ts': [
    (ctx) => repairViolation(ctx, { type: 'hold_overdue', objectId: NOTHING, repair: 'mend' }),
    (ctx) => acceptViolation(ctx, { type: 'transition_not_allowed', objectId: 'audit:1' }),
  ],
  'webhooks/replay-webhook-event.ts': [(ctx) => replayWebhookEvent(ctx, { webhookEventId: 1 })],
  'jobs/run-checks.ts': [runChecks],
  'jobs/run-reconciliation.ts': [runReconciliation],
  'clubs/sync-clubs.ts': [syncClubs],
  'clubs/arrival/decide-request.ts': [(ctx) => approveClub(ctx, 1), (ctx) => refuseClub(ctx, 1)],
  'backoffice/list-new-clubs.ts': [listNewClubs],
};

const english = (message: Message | null | undefined) => message && inWords(message, translatorOf('en'));

test('nobody but an operator sees or does any of it', async () => {
  const asking = readdirSync('lib', { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      /(?<!\.test)\.ts$/.test(file) &&
      file !== 'auth/permissions.ts' &&
      readFileSync(`lib/${file}`, 'utf8').includes('requireOperator('),
  );
  expect(Object.keys(guarded).toSorted()).toEqual(asking.toSorted());
  const player = personContext(booked.player);
  for (const verb of Object.values(guarded).flat()) {
    await expect(verb(player)).rejects.toMatchObject({ code: 'forbidden' });
  }
});

describe('the two zeros', () => {
  test('are zero when every payment has its court', async () => {
    await runReconciliation(desk);
    await runChecks(desk);
    const zeros = await getMoneySummary(desk);
    const good = { total: 0, look: 'good', objects: [] };
    expect(zeros).toMatchObject({ moneyWithoutCourt: good, courtsWithoutMoney: good, unchecked: [] });
    expect(zeros).toMatchObject({ books: 'agree', comparison: { result: { intents: 1, open: 0 } } });
    expect(zeros.checkedAt).not.toBeNull();
    expect(await listFindings(desk)).toEqual({ differences: [], violations: [] });
  });

  test('count what is amiss this very moment, whatever the last run said', async () => {
    await db()
      .update(reservations)
      .set({ priceMinor: 4600, listPriceMinor: 4600 })
      .where(eq(reservations.id, booked.reservationId));
    const { courtsWithoutMoney } = await getMoneySummary(desk);
    const repairs = [{ name: 'ask_stripe' }, { name: 'at_desk' }, { name: 'cancel' }, { name: 'due' }];
    expect(courtsWithoutMoney).toMatchObject({
      total: 1,
      look: 'bad',
      objects: [{ id: booked.reservationId, offer: { repairs } }],
    });
    await db()
      .update(reservations)
      .set({ priceMinor: 4500, listPriceMinor: 4500 })
      .where(eq(reservations.id, booked.reservationId));
  });

  test('say so when the comparison has not run for long', async () => {
    const later = { ...desk, now: new Date(Date.now() + 16 * 60_000) };
    expect(await getMoneySummary(later)).toMatchObject({
      books: 'stale',
      moneyWithoutCourt: { look: 'unsure' },
    });
  });

  test('a run by hand is told with who pressed, and is no sign of life of its job', async () => {
    const pressed = await db().select().from(audit).where(eq(audit.toState, 'run_job')).orderBy(audit.id);
    expect(pressed).toMatchObject([
      { actor: `staff:${operator.id}`, detail: { kind: 'run_job', job: 'reconcile' } },
      { actor: `staff:${operator.id}`, detail: { kind: 'run_job', job: 'check-consistency' } },
    ]);
    const { state, what } = (await diagnoseJobs()).find(({ id }) => id === 'jobs.reconcile') ?? {};
    expect({ state, what: english(what) }).toMatchObject({
      state: 'bad',
      what: expect.stringContaining('never'),
    });
  });

  test('a comparison that finds Stripe away changes nothing and says that it is', async () => {
    const before = await getMoneySummary(desk);
    await addFault(sandbox(), 'stripe', { mode: 'status', status: 503 });
    await expect(runReconciliation(desk)).rejects.toMatchObject({ code: 'service_unavailable' });
    await clearFaults(sandbox());
    expect((await getMoneySummary(desk)).comparison).toEqual(before.comparison);
  });
});

test('what a check finds is told with what it means and what it offers', async () => {
  await db()
    .update(reservations)
    .set({ status: 'cancelled' })
    .where(eq(reservations.id, booked.reservationId));
  await runChecks(desk);
  const { violations } = await listFindings(desk);
  const found = violations.find(({ objectId }) => objectId === booked.paymentId);
  expect(found).toMatchObject({
    type: 'money_without_court',
    offer: { kind: 'repairs', repairs: [{ name: 'mend' }] },
  });
  expect(english(found?.means)).toContain('Money was taken');
  const does = found?.offer?.kind === 'repairs' ? found.offer.repairs[0]?.does : null;
  expect(english(does)).toContain('give the money back');
  await db()
    .update(reservations)
    .set({ status: 'confirmed' })
    .where(eq(reservations.id, booked.reservationId));
  await runChecks(desk);
  expect((await listFindings(desk)).violations).toEqual([]);
});

describe('the history of an object', () => {
  test('is that of all that hangs on its reservation, by whichever of its names', async () => {
    const { reservationId, paymentId, intentId } = booked;
    const whole = await getHistory(desk, reservationId);
    expect(whole).toMatchObject({ reservationId, paymentIntentIds: [intentId] });
    expect(whole.entries.map(({ entity, toState }) => `${entity} ${toState}`)).toEqual(
      expect.arrayContaining(['reservation payment_pending', 'reservation confirmed', 'payment completed']),
    );
    const line = `audit:${whole.entries[0]?.id}`;
    for (const name of [paymentId, intentId, line, 'dp_1']) {
      expect((await getHistory(desk, name)).entries).toEqual(whole.entries);
    }
  });

  test('is that of a person with their bookings, even where nothing was ever changed of them', async () => {
    const { id, name, email } = booked.player;
    expect(await getHistory(desk, id)).toMatchObject({
      person: { name, email },
      bookings: [{ id: booked.reservationId, status: 'confirmed' }],
    });
    expect((await getHistory(desk, booked.reservationId)).person).toBeNull();
  });

  test('of something that nobody has heard of does not exist', async () => {
    for (const name of [NOTHING, 'pi_nothing', 'audit:999999', 'audit:x', '%', '_']) {
      await expect(getHistory(desk, name)).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

test('the list of what was mended leaves out what was only found, and tells who did it at which request', async () => {
  const at = { requestId: 'req_mended' };
  await recordRepair(
    systemContext('reconcile'),
    { issue: 'reconcile.settle', objectId: booked.intentId },
    'settled',
  );
  await recordRepair(desk, { issue: 'reconcile.settle', objectId: 'pi_1' }, 'settled');
  await keepFindings(desk, await beginLook('check.'), [{ issue: 'check.hold_overdue', objectId: 'r_1' }]);
  await keepFindings(desk, await beginLook('check.'), []);
  await recordRepair({ ...desk, ...at }, { issue: 'check.hold_overdue', objectId: 'r_2' }, 'repaired');
  const listed = await listRepairs(desk);
  expect(listed).toMatchObject([
    {
      objectId: 'r_2',
      action: 'repaired',
      actor: `staff:${operator.id}`,
      ...at,
      hasHistory: true,
    },
    { objectId: 'pi_1', action: 'settled', means: null, hasHistory: false },
    { objectId: booked.intentId, actor: 'system:reconcile', requestId: expect.any(String), hasHistory: true },
  ]);
  expect(english(listed[0]?.means)).toContain('still held');
});

test('a failed refund and a payment to review are listed, and reviewing is told in the audit', async () => {
  const { paymentId } = booked;
  await db().insert(refunds).values({
    paymentId,
    amountMinor: 1000,
    currency: 'EUR',
    status: 'failed',
    cause: 'staff',
    requestedBy: 'staff:x',
    failureReason: 'expired_or_canceled_card',
  });
  await db().update(payments).set({ needsReview: 'dispute_lost' }).where(eq(payments.id, paymentId));
  const { failedRefunds, toReview } = await listMoneyTrouble(desk);
  expect(failedRefunds).toMatchObject([{ amountMinor: 1000, failureReason: 'expired_or_canceled_card' }]);
  expect(toReview).toMatchObject([{ id: paymentId, reason: 'dispute_lost', player: booked.player.email }]);

  const stale = markReviewed(desk, { paymentId, reason: 'amount_mismatch' });
  await expect(stale).rejects.toMatchObject({ code: 'conflict' });
  expect((await listMoneyTrouble(desk)).toReview).toHaveLength(1);
  await markReviewed(desk, { paymentId, reason: 'dispute_lost' });
  await markReviewed(desk, { paymentId, reason: 'dispute_lost' });
  expect((await listMoneyTrouble(desk)).toReview).toEqual([]);
  await db().insert(refunds).values({
    paymentId,
    amountMinor: 1000,
    currency: 'EUR',
    status: 'requested',
    cause: 'staff',
    requestedBy: 'staff:x',
    createdAt: sql`now() + interval '1 second'`,
  });
  expect((await listMoneyTrouble(desk)).failedRefunds).toEqual([]);
  const told = await db().select().from(audit).where(sql`${audit.detail} ->> 'reviewed' = 'dispute_lost'`);
  expect(told).toMatchObject([{ entityId: paymentId, actor: `staff:${operator.id}` }]);
});

test('a booking whose money was given back at Stripe is among the payments to review until it is decided', async () => {
  const { reservationId, intentId, player } = await bookAndPay(sandbox());
  await stripeControl(sandbox(), `payment_intents/${intentId}/refund`, { amount: 2000 });
  await syncRefunds(desk, intentId);
  expect((await listMoneyTrouble(desk)).givenBack).toMatchObject([
    { reservationId, reason: 'refunded_at_stripe', player: player.email, missingMinor: 2000 },
  ]);
  expect((await getMoneySummary(desk)).courtsWithoutMoney).toMatchObject({
    total: 1,
    look: 'bad',
    objects: [{ id: reservationId, type: 'given_back_at_stripe', offer: { at: { page: '/ops#review' } } }],
  });
  await decideGivenBack(desk, { reservationId, decision: 'let_stand', missingMinor: 2000 });
  expect((await listMoneyTrouble(desk)).givenBack).toEqual([]);
  expect((await getMoneySummary(desk)).courtsWithoutMoney).toMatchObject({ total: 0, objects: [] });
});

describe('the evidence of a dispute', () => {
  const download = async (headers: Record<string, string>, id = 'dp_1') =>
    downloadEvidence(
      apiRequest(`/es/ops/disputes/${id}/evidence`, { headers }),
      pathParams({ locale: 'es', id }),
    );

  test('is one file with reservation, money, history and messages', async () => {
    expect(await listDisputesToAnswer(desk)).toMatchObject([
      { dispute: { id: 'dp_1' }, reservationId: booked.reservationId, player: booked.player.email },
    ]);
    const response = await download(await browserHeaders(operator));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="evidence-dp_1.json"');
    expect(await response.json()).toMatchObject({
      dispute: { id: 'dp_1', reason: 'fraudulent', amount: '45.00' },
      service: { reservation_id: booked.reservationId, status: 'confirmed' },
      customer: { email: booked.player.email },
      payment: { amount: '45.00', currency: 'EUR', payment_intent: booked.intentId },
      history: expect.arrayContaining([
        expect.objectContaining({ entity: 'reservation', to: 'confirmed' }),
        expect.objectContaining({ entity: 'payment', to: 'completed' }),
      ]),
      messages: [expect.objectContaining({ kind: 'reservation_confirmation', channel: 'email' })],
    });
  });

  test('does not exist for anybody else, nor does that of no dispute', async () => {
    expect((await download({})).status).toBe(404);
    expect((await download(await browserHeaders(booked.player))).status).toBe(404);
    expect((await download(await browserHeaders(operator), 'dp_none')).status).toBe(404);
  });
});

test('what is owed to clubs is told by whom and since when, in one sum for each currency', async () => {
  const before = await listOwed(desk);
  const reservation = await makeReservation();
  const due = await makeDue(reservation, {
    createdAt: new Date('2020-02-01T10:00:00Z'),
    settledAt: new Date(),
  });
  await makeDue(reservation, { amountMinor: 1500, splitOf: due.id });
  await makeDue(reservation, { amountMinor: -700 });
  const { sums, count, oldest } = await listOwed(desk);
  const euros = (all: typeof sums) => all.find(({ currency }) => currency === 'EUR')?.minor ?? 0;
  expect([euros(sums) - euros(before.sums), count - before.count]).toEqual([1500, 1]);
  expect(oldest[0]).toMatchObject({ id: due.id, amountMinor: 1500, customerName: 'Ana Prueba' });
  expect(oldest[0]?.createdAt).toEqual(due.createdAt);
});
