import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { sqlState } from '@/db/failure';
import { repairs } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { withoutLocks } from '@/test/without-locks';
import { beginLook, keepFindings, listOpenFindings, recordRepair } from './findings';

const job = systemContext('test', 'run-1');
const other = systemContext('test', 'run-2');
const source = 'trial.';
const finding = (objectId: string) => ({ issue: 'trial.differs', objectId });
const linesOf = async (objectId: string) =>
  (await db().select().from(repairs).where(eq(repairs.objectId, objectId)).orderBy(repairs.id)).map(
    ({ action, actor, requestId }) => ({ action, actor, requestId }),
  );

test('who looked before somebody else flagged it does not call it gone, and who looks after that does', async () => {
  const early = await beginLook(source);
  await keepFindings(other, await beginLook(source), [finding('late')]);
  await keepFindings(job, early, []);
  expect((await listOpenFindings(source)).map(({ objectId }) => objectId)).toEqual(['late']);
  await keepFindings(job, await beginLook(source), []);
  expect(await linesOf('late')).toEqual([
    { action: 'flagged', actor: 'system:test', requestId: 'run-2' },
    { action: 'resolved', actor: 'system:test', requestId: 'run-1' },
  ]);
});

test('more findings than one statement takes are all flagged', async () => {
  const many = Array.from({ length: 30_000 }, (_, nth) => ({ issue: 'many.differs', objectId: String(nth) }));
  await keepFindings(job, await beginLook('many.'), many);
  expect(await listOpenFindings('many.')).toHaveLength(30_000);
  await keepFindings(job, await beginLook('many.'), []);
  expect(await listOpenFindings('many.')).toHaveLength(0);
});

async function findAtOnce(objectId: string) {
  const looks = await Promise.all(Array.from({ length: 8 }, () => beginLook(source)));
  await Promise.all(looks.map((look) => keepFindings(job, look, [finding(objectId)])));
  return linesOf(objectId);
}

test('eight who find the same at once flag it once', async () => {
  expect(await findAtOnce('once')).toHaveLength(1);
});

test('control: without the lock more than one flags it', async () => {
  await withoutLocks(async () => {
    // Eight that do not meet flag it once as well.
    const flagged = async () => (await findAtOnce(crypto.randomUUID())).length;
    await expect.poll(flagged).toBeGreaterThan(1);
  });
});

test('what was not looked for stays open', async () => {
  await keepFindings(job, await beginLook(source), [finding('unseen')]);
  await keepFindings(job, await beginLook(source), [], ['trial.differs']);
  expect(await linesOf('unseen')).toMatchObject([{ action: 'flagged' }]);
});

test.each([sql`update repairs set action = 'accepted'`, sql`delete from repairs`, sql`truncate repairs`])(
  'what was done about money cannot be unsaid',
  async (statement) => {
    await recordRepair(job, finding('kept'), 'settled');
    const error = await db()
      .execute(statement)
      .then(
        () => null,
        (cause: unknown) => cause,
      );
    expect(sqlState(error)).toBe('23001');
  },
);
