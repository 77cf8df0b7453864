import { type SQL, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { db, type Tx } from '@/db';
import { sqlState } from '@/db/failure';
import { eraseUser } from '@/lib/accounts/erase-user';
import { systemContext } from '@/lib/core/context';
import { type ConsistencyCheck, runCheck } from '@/lib/records/check-definition';
import { listOpenFindings } from '@/lib/records/findings';
import { bookAsPlayer, readBooking } from '@/test/bookings';
import { makeUser, personContext } from '@/test/factories';
import { NOBODY, ordinaryWeek, plantsIn, reservation, type Week } from '@/test/planted';
import { useSandbox } from '@/test/sandbox';
import { CONSISTENCY_CHECKS, checkConsistency, judgeData, listViolations } from './check-consistency';
import { repairViolation } from './repair-violation';

const sandbox = useSandbox({ providers: ['stripe'] });
const job = () => systemContext('test');

let week: Week;

beforeAll(async () => {
  week = await ordinaryWeek(sandbox());
});

/** Undoes what was planted, dropped constraints included. */
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

describe('the consistency checker', () => {
  test('finds nothing in an ordinary week', async () => {
    const violations = await listViolations();
    expect(violations.map(({ check, objectIds }) => [check.type, objectIds])).toEqual([]);
  });

  test('has a planted violation for each of its checks, and no two of one name', () => {
    const types = CONSISTENCY_CHECKS.map(({ type }) => type);
    const planted = new Set(Object.keys(plantsIn(week)).map((name) => name.replace(/:.*/, '')));
    expect([...types].sort()).toEqual([...planted].sort());
    expect(types).toHaveLength(new Set(types).size);
    for (const type of types) expect(types.filter((other) => other.startsWith(type))).toEqual([type]);
  });

  test.each(CONSISTENCY_CHECKS.map((check) => [`${check.id} ${check.type}`, check] as const))(
    '%s is found when it is planted, and not before',
    async (_title, check) => {
      expect((await planted([], (tx) => runCheck(tx, check))).total).toBe(0);
      const ways = Object.entries(plantsIn(week)).filter(([name]) => name.replace(/:.*/, '') === check.type);
      for (const [way, plant] of ways) {
        const found = await planted(plant(), (tx) => runCheck(tx, check));
        expect({ way, found: found.total > 0 && found.objectIds[0] !== '' }).toEqual({ way, found: true });
      }
    },
  );

  test.each([
    ['a player', true],
    ['the desk', false],
  ] as const)(
    'I10 a booking that %s made by a key lacks its confirmation only if it promised one',
    async (_who, isFound) => {
      const check = CONSISTENCY_CHECKS.find(({ type }) => type === 'confirmation_missing');
      if (!check) throw new Error('there is such a check');
      const id = week.paid.reservationId;
      const plant = [
        reservation(id, sql`channel = 'api', updated_at = now() - interval '11 minutes'`),
        sql`delete from notices where reservation_id = ${id}::uuid`,
        ...(isFound
          ? []
          : [sql`delete from audit where entity_id = ${id} and to_state in ('payment_pending', 'pending')`]),
      ];
      expect((await planted(plant, (tx) => runCheck(tx, check))).total).toBe(isFound ? 1 : 0);
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

describe('a check that is slow or fails', () => {
  const like = (type: string, rows: SQL): ConsistencyCheck => {
    const [first] = CONSISTENCY_CHECKS;
    if (!first) throw new Error('there are checks');
    return { ...first, type, rows };
  };
  const fine = like('fine', sql`select 1 as object_id`);
  const broken = like('broken', sql`select 1 / 0 as object_id`);
  const slow = like('slow', sql`select pg_sleep(60)::text as object_id`);

  test('takes no other with it, and is not called fine', async () => {
    const { violations, unchecked } = await judgeData([broken, fine]);
    expect(violations).toMatchObject([{ check: { type: 'fine' }, total: 1 }]);
    expect(unchecked).toMatchObject([{ check: { type: 'broken' }, why: 'division by zero' }]);
    await expect(listViolations([broken, fine])).rejects.toMatchObject({ code: 'service_unavailable' });
  });

  test('is cut before all of them have taken too long, and the breaker of the database stays closed', async () => {
    const { violations, unchecked } = await judgeData([fine, slow, fine], 2_000);
    expect(violations).toHaveLength(1);
    expect(unchecked).toMatchObject([
      { check: { type: 'slow' }, why: expect.stringContaining('took more than') },
      { check: { type: 'fine' }, why: expect.stringContaining('no time') },
    ]);
  });
});

test('I24 what an operator did stays theirs to have done, however they lost their right', async () => {
  const check = CONSISTENCY_CHECKS.find(({ type }) => type === 'staff_action_without_role');
  if (!check) throw new Error('there is such a check');
  const operator = await makeUser({ operatorSince: new Date(Date.now() - 60_000) });
  const act = sql`insert into audit (entity, entity_id, actor, from_state, to_state)
    values ('reservation', ${week.paid.reservationId}, ${`staff:${operator.id}`}, 'confirmed', 'confirmed')`;
  await db().execute(act);
  await makeUser({ operatorSince: new Date() });
  await eraseUser(personContext(operator), operator);
  expect((await planted([], (tx) => runCheck(tx, check))).total).toBe(0);
  expect((await planted([act], (tx) => runCheck(tx, check))).total).toBe(1);
});

describe('spec: test_referential_integrity', () => {
  test('a payment of a user who does not exist is told as payment_missing_user', async () => {
    const { paymentId, player } = week.paid;
    expect((await readBooking(week.paid.reservationId)).payment?.status).toBe('completed');
    const belongTo = (userId: string) =>
      db().transaction(async (tx) => {
        await tx.execute(sql`set local session_replication_role = replica`);
        await tx.execute(sql`update payments set user_id = ${userId}::uuid where id = ${paymentId}::uuid`);
      });
    await belongTo(NOBODY);
    const issues = await listViolations();
    expect(issues.map(({ check }) => check.type)).toEqual(['payment_missing_user']);

    await checkConsistency(job());
    const open = await listOpenFindings('check.');
    expect(open.map(({ issue }) => issue)).toContain('check.payment_missing_user');
    await belongTo(player.id);
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
