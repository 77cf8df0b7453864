import { type SQL, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { db, type Tx } from '@/db';
import { sqlState } from '@/db/failure';
import { systemContext } from '@/lib/context';
import { listOpenFindings } from '@/lib/findings';
import { processRefund } from '@/lib/payments/process-refund';
import { cancelReservation } from '@/lib/reservations/cancel-reservation';
import { expireHolds } from '@/lib/reservations/expire-holds';
import { bookAndPay, bookAsPlayer, inDays, lapse, readBooking } from '@/test/bookings';
import { makeCourt, makeStaff, makeUser, personContext } from '@/test/factories';
import { useSandbox } from '@/test/sandbox';
import { CONSISTENCY_CHECKS, checkConsistency, listViolations } from './check-consistency';
import { runCheck } from './consistency-check';
import { repairViolation } from './repair-violation';

const sandbox = useSandbox({ providers: ['stripe'] });
const job = () => systemContext('test');

/** A club's ordinary week: one paid, one held, one cancelled with its money back, one that ran out. */
async function ordinaryWeek() {
  const court = await makeCourt();
  const owner = await makeUser();
  await makeStaff(owner.id, court.clubId);
  const at = (days: number) => ({ courtId: court.id, date: inDays(days) });
  const paid = await bookAndPay(sandbox(), at(3));
  const held = await bookAsPlayer(at(4));
  const returned = await bookAndPay(sandbox(), at(5));
  await cancelReservation(returned.ctx, { reservationId: returned.reservationId });
  const { refunds } = await readBooking(returned.reservationId);
  const refundId = refunds[0]?.id ?? '';
  await processRefund(job(), refundId);
  const lapsed = await bookAsPlayer(at(6));
  await lapse(lapsed.reservationId);
  await expireHolds(job());
  return { court, owner, paid, held, returned, lapsed, refundId };
}

let week: Awaited<ReturnType<typeof ordinaryWeek>>;

beforeAll(async () => {
  week = await ordinaryWeek();
  await db().execute(sql`insert into webhook_events (provider, event_id, type, payload, processed_at)
    values ('stripe', 'evt_1', 'payment_intent.succeeded', '{}', now())`);
  await db().execute(sql`insert into api_tokens (id, user_id, name, prefix, token_hash, scope)
    values (gen_random_uuid(), ${week.owner.id}, 'key', 'pista', ${'a'.repeat(64)}, 'read')`);
});

/** Undoes what was planted, constraints that were taken away included. */
class Undo extends Error {}

async function planted<T>(plant: SQL[], look: (tx: Tx) => Promise<T>): Promise<T> {
  let seen: { value: T } | undefined;
  const work = db().transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    for (const statement of plant) await tx.execute(statement);
    seen = { value: await look(tx) };
    throw new Undo();
  });
  await work.catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
  if (!seen) throw new Error('the transaction did not get that far');
  return seen.value;
}

const NOBODY = '01890000-0000-7000-8000-000000000000';
const drop = (table: string, constraint: string) =>
  sql`alter table ${sql.identifier(table)} drop constraint ${sql.identifier(constraint)}`;
const dropIndex = (index: string) => sql`drop index ${sql.identifier(index)}`;
const reservation = (id: string, change: SQL) =>
  sql`update reservations set ${change} where id = ${id}::uuid`;
const payment = (id: string, change: SQL) => sql`update payments set ${change} where id = ${id}::uuid`;
const refund = (change: SQL) => sql`update refunds set ${change} where id = ${week.refundId}::uuid`;

const copyReservation = (change: SQL) =>
  sql`insert into reservations select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid()) || ${change})).*
    from reservations r where id = ${week.paid.reservationId}::uuid`;
const orphan = (table: string, column: string) => [
  sql`update ${sql.identifier(table)} set ${sql.identifier(column)} = ${NOBODY}::uuid`,
];
const astray = (table: string, column: string) => [
  sql`update ${sql.identifier(table)} set ${sql.identifier(column)} = 999999`,
];

/** One violation of each kind, as a hand in the database would make it. */
const PLANTS: Record<string, () => SQL[]> = {
  reservation_overlap: () => [
    drop('reservations', 'reservations_no_overlap'),
    copyReservation(sql`'{}'::jsonb`),
  ],
  reservation_empty_range: () => [
    drop('reservations', 'reservations_range_positive'),
    reservation(week.lapsed.reservationId, sql`ends_at = starts_at`),
  ],
  guard_constraint_missing: () => [drop('reservations', 'reservations_no_overlap')],
  hold_overdue: () => [
    reservation(week.held.reservationId, sql`hold_expires_at = now() - interval '3 minutes'`),
  ],
  reservation_club_differs: () => [reservation(week.paid.reservationId, sql`club_id = 999999`)],
  booking_in_deleted_club: () => [sql`update clubs set deleted_at = now() where id = ${week.court.clubId}`],
  court_without_money: () => [payment(week.paid.paymentId, sql`received_minor = amount_minor - 1`)],
  money_without_court: () => [reservation(week.paid.reservationId, sql`status = 'cancelled'`)],
  refunds_exceed_payment: () => [refund(sql`amount_minor = amount_minor + 1`)],
  stripe_object_twice: () => [
    drop('payments', 'payments_paymentIntentId_unique'),
    payment(week.held.paymentId, sql`payment_intent_id = ${week.paid.intentId}`),
  ],
  two_open_payments: () => [
    dropIndex('payments_open_key'),
    payment(week.paid.paymentId, sql`status = 'pending', reservation_id = ${week.held.reservationId}::uuid`),
  ],
  refund_not_sent: () => [refund(sql`status = 'requested', updated_at = now() - interval '11 minutes'`)],
  intent_not_cancelled: () => [
    payment(week.held.paymentId, sql`cancel_requested_at = now() - interval '11 minutes'`),
  ],
  money_invalid: () => [drop('refunds', 'refunds_amounts'), refund(sql`amount_minor = 0`)],
  refund_stuck: () => [refund(sql`status = 'pending', created_at = now() - interval '25 hours'`)],
  refund_without_stripe: () => [refund(sql`stripe_refund_id = null`)],
  refunded_total_differs: () => [payment(week.returned.paymentId, sql`refunded_minor = refunded_minor - 1`)],
  confirmation_not_one: () => [
    reservation(week.paid.reservationId, sql`updated_at = now() - interval '11 minutes'`),
    sql`delete from notices where reservation_id = ${week.paid.reservationId}::uuid`,
  ],
  notice_twice: () => [
    dropIndex('notices_once_key'),
    sql`insert into notices select (jsonb_populate_record(n, jsonb_build_object('id', gen_random_uuid()))).* from notices n limit 1`,
  ],
  refund_notice_missing: () => [
    refund(sql`settled_at = now() - interval '11 minutes'`),
    sql`delete from notices where kind = 'payment_refunded'`,
  ],
  webhook_twice: () => [
    dropIndex('webhook_events_event_key'),
    sql`insert into webhook_events (provider, event_id, type, payload, processed_at)
      select provider, event_id, type, payload, now() from webhook_events`,
  ],
  webhook_unprocessed: () => [
    sql`update webhook_events set processed_at = null, received_at = now() - interval '11 minutes'`,
  ],
  notice_not_sent: () => [sql`update notices set next_attempt_at = now() - interval '11 minutes'`],
  unique_key_missing: () => [dropIndex('notices_once_key')],
  mail_after_suppression: () => [
    sql`update users set email_invalid_at = now() - interval '1 hour' where id = ${week.paid.player.id}::uuid`,
    sql`update notices set status = 'sent', sent_at = now()`,
  ],
  transition_not_allowed: () => [
    sql`insert into audit (entity, entity_id, actor, from_state, to_state)
      values ('reservation', ${week.lapsed.reservationId}, 'system:test', 'expired', 'completed')`,
  ],
  status_not_audited: () => [refund(sql`status = 'failed'`)],
  audit_not_append_only: () => [sql`drop trigger audit_append_only on audit`],
  token_not_hashed: () => [
    drop('api_tokens', 'api_tokens_hash'),
    sql`update api_tokens set token_hash = 'pista_live_plain'`,
  ],
  staff_action_without_role: () => [
    sql`insert into audit (entity, entity_id, actor, from_state, to_state)
      values ('reservation', ${week.paid.reservationId}, ${`staff:${week.paid.player.id}`}, 'confirmed', 'cancelled')`,
  ],
  access_of_gone_user: () => [sql`update users set erased_at = now() where id = ${week.owner.id}::uuid`],
  club_without_owner: () => [sql`update staff_roles set role = 'desk'`],
  role_twice: () => [
    dropIndex('staff_roles_live_key'),
    sql`insert into staff_roles select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid()))).* from staff_roles s limit 1`,
  ],
  row_from_the_future: () => [payment(week.paid.paymentId, sql`created_at = now() + interval '2 minutes'`)],
  payment_missing_user: () => orphan('payments', 'user_id'),
  payment_missing_reservation: () => [payment(week.paid.paymentId, sql`reservation_id = ${NOBODY}::uuid`)],
  refund_missing_payment: () => orphan('refunds', 'payment_id'),
  dispute_missing_payment: () => [
    sql`insert into disputes (id, payment_id, amount_minor, currency, status, reason)
      values ('dp_1', ${NOBODY}::uuid, 4500, 'EUR', 'needs_response', 'fraudulent')`,
  ],
  reservation_missing_user: () => orphan('reservations', 'user_id'),
  reservation_missing_court: () => [reservation(week.paid.reservationId, sql`court_id = 999999`)],
  reservation_missing_club: () => astray('reservations', 'club_id'),
  participant_missing_reservation: () => [
    sql`insert into participants (reservation_id, position, name) values (${NOBODY}::uuid, 0, 'Ana')`,
  ],
  participant_missing_user: () => [
    sql`insert into participants (reservation_id, position, name, user_id)
      values (${week.paid.reservationId}::uuid, 0, 'Ana', ${NOBODY}::uuid)`,
  ],
  notice_missing_reservation: () => orphan('notices', 'reservation_id'),
  notice_missing_user: () => orphan('notices', 'user_id'),
  message_missing_user: () => orphan('messages', 'user_id'),
  token_missing_user: () => orphan('api_tokens', 'user_id'),
  role_missing_user: () => orphan('staff_roles', 'user_id'),
  role_missing_club: () => astray('staff_roles', 'club_id'),
  operation_unfinished: () => [
    sql`insert into operations (id, kind, object_id, started_by) values (${NOBODY}::uuid, 'clubs_synced', 'directory', 'system:test')`,
    sql`insert into operation_services (operation_id, service, updated_at)
      values (${NOBODY}::uuid, 'search', now() - interval '11 minutes')`,
  ],
  customer_not_erased: () => [
    sql`insert into customer_removals (stripe_customer_id, requested_at) values ('cus_1', now() - interval '11 minutes')`,
  ],
  membership_missing_user: () => [
    sql`insert into memberships (club_id, user_id, category) values (${week.court.clubId}, ${NOBODY}::uuid, 'member')`,
  ],
  membership_missing_club: () => [
    sql`insert into memberships (club_id, user_id, category) values (999999, ${week.owner.id}::uuid, 'member')`,
  ],
  price_rule_missing_club: () => astray('price_rules', 'club_id'),
  opening_hours_missing_club: () => astray('opening_hours', 'club_id'),
  court_missing_club: () => astray('courts', 'club_id'),
};

describe('the consistency checker', () => {
  test('finds nothing in an ordinary week', async () => {
    const violations = await listViolations();
    expect(violations.map(({ check, objectIds }) => [check.type, objectIds])).toEqual([]);
  });

  test('has a planted violation for each of its checks, and no two of one name', () => {
    const types = CONSISTENCY_CHECKS.map(({ type }) => type);
    expect([...new Set(types)].sort()).toEqual(Object.keys(PLANTS).sort());
    expect(types).toHaveLength(new Set(types).size);
  });

  test.each(CONSISTENCY_CHECKS.map((check) => [`${check.id} ${check.type}`, check] as const))(
    '%s is found when it is planted, and not before',
    async (_title, check) => {
      expect((await planted([], (tx) => runCheck(tx, check))).total).toBe(0);
      const found = await planted(PLANTS[check.type]?.() ?? [], (tx) => runCheck(tx, check));
      expect(found.total).toBeGreaterThan(0);
      expect(found.objectIds[0]).toBeTruthy();
    },
  );

  test.each(['reservation', 'payment', 'refund'])(
    'I19 a %s whose state changed beside the audit',
    async (entity) => {
      const check = CONSISTENCY_CHECKS.find(({ type }) => type === 'status_not_audited');
      if (!check) throw new Error('there is such a check');
      const rows = {
        reservation: week.lapsed.reservationId,
        payment: week.held.paymentId,
        refund: week.refundId,
      };
      const id = Object.entries(rows).find(([name]) => name === entity)?.[1] ?? '';
      const change = sql`update ${sql.identifier(`${entity}s`)} set status = 'failed' where id = ${id}::uuid`;
      expect((await planted([change], (tx) => runCheck(tx, check))).objectIds).toEqual([id]);
    },
  );
});

describe('spec: test_referential_integrity', () => {
  test('a payment of a user who does not exist is told as payment_missing_user', async () => {
    const { reservationId } = week.paid;
    await db().transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(sql`insert into payments (id, reservation_id, user_id, amount_minor, currency, status, attempt)
        values (${NOBODY}::uuid, ${reservationId}::uuid, ${NOBODY}::uuid, 10000, 'EUR', 'failed', 2)`);
    });
    const issues = await listViolations();
    expect(issues.length).toBeGreaterThan(0);
    expect(issues.map(({ check }) => check.type)).toContain('payment_missing_user');

    await checkConsistency(job());
    const open = await listOpenFindings('check.');
    expect(open.map(({ issue }) => issue)).toContain('check.payment_missing_user');
    await db().execute(sql`delete from payments where id = ${NOBODY}::uuid`);
    await checkConsistency(job());
    expect(await listOpenFindings('check.')).toEqual([]);
  });

  test('the database itself refuses such a payment', async () => {
    const insert = db().execute(sql`insert into payments (id, reservation_id, user_id, amount_minor, currency)
      values (${NOBODY}::uuid, ${week.paid.reservationId}::uuid, ${NOBODY}::uuid, 10000, 'EUR')`);
    await expect(insert.catch(sqlState)).resolves.toBe('23503');
  });
});

describe('the audit', () => {
  test.each([sql`update audit set actor = 'somebody else'`, sql`delete from audit`, sql`truncate audit`])(
    'cannot be rewritten: statement %#',
    async (statement) => {
      await expect(db().execute(statement).catch(sqlState)).resolves.toBe('23001');
    },
  );
});

describe('a repair', () => {
  test('ends a hold that is overdue, and is kept with who did it', async () => {
    const overdue = await bookAsPlayer();
    await db().execute(
      reservation(overdue.reservationId, sql`hold_expires_at = now() - interval '5 minutes'`),
    );
    const operator = personContext(await makeUser({ operatorSince: new Date() }));
    await repairViolation(operator, {
      type: 'hold_overdue',
      objectId: overdue.reservationId,
      repair: 'mend',
    });
    expect((await readBooking(overdue.reservationId)).status).toBe('expired');
    const [kept] = await db().execute(sql`select * from repairs where object_id = ${overdue.reservationId}`);
    expect(kept).toMatchObject({ issue: 'check.hold_overdue', action: 'repaired' });
    await expect(
      repairViolation(operator, { type: 'hold_overdue', objectId: overdue.reservationId, repair: 'mend' }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is for operators alone', async () => {
    const player = personContext(await makeUser());
    await expect(
      repairViolation(player, { type: 'hold_overdue', objectId: NOBODY, repair: 'mend' }),
    ).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
