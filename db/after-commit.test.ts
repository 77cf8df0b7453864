import { sql as fragment } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { useKeptLog } from '@/test/kept-log';
import { sql, type Tx, transaction } from '.';

const lines = useKeptLog();

const told: (string | number)[][] = [];
const tell = (items: (string | number)[]) => void told.push(items);

beforeAll(async () => {
  await sql()`create table wishes (id int primary key deferrable initially deferred)`;
});
beforeEach(async () => {
  told.splice(0);
  await sql()`truncate wishes`;
});

const wish = (tx: Tx, id: number) => tx.execute(fragment`insert into wishes values (${id})`);
const failWith = (tx: Tx, state: string) =>
  tx.execute(fragment.raw(`do $$ begin raise exception 'planned' using errcode = '${state}'; end $$`));

/** On its own connection, which sees only committed rows. */
const countCommitted = async () => (await sql()`select from wishes`).count;

describe('what is handed to `after`', () => {
  test('is done once the commit stands, and before the transaction answers', async () => {
    const seen: number[] = [];
    const answer = await transaction(async (tx, afterwards) => {
      afterwards(async () => void seen.push(await countCommitted()));
      await wish(tx, 1);
      seen.push(await countCommitted());
      return 'answer';
    });
    expect(answer).toBe('answer');
    expect(seen).toEqual([0, 1]);
  });

  test('is not done when the work fails', async () => {
    const failing = transaction(async (tx, afterwards) => {
      afterwards(tell, 'never');
      await wish(tx, 1);
      throw new Error('planned');
    });
    await expect(failing).rejects.toThrow('planned');
    expect(told).toEqual([]);
  });

  test('is not done when the commit itself is refused', async () => {
    const failing = transaction(async (tx, afterwards) => {
      afterwards(tell, 'never');
      await wish(tx, 1);
      await wish(tx, 1);
    });
    await expect(failing).rejects.toThrow('duplicate key');
    expect(told).toEqual([]);
  });

  test.each(['40001', '40P01'])(
    'is that of the last try alone, after a try that ended in %s',
    async (state) => {
      let tries = 0;
      await transaction(async (tx, afterwards) => {
        tries += 1;
        afterwards(tell, `try ${tries}`);
        await wish(tx, tries);
        if (tries < 3) await failWith(tx, state);
      });
      expect(told).toEqual([['try 3']]);
      expect(await countCommitted()).toBe(1);
    },
  );

  test('is done in one go for each act, in the order in which acts were first named', async () => {
    const order: string[] = [];
    const first = (items: string[]) => void order.push(`first ${items}`);
    const second = (items: string[]) => void order.push(`second ${items}`);
    await transaction(async (_tx, afterwards) => {
      afterwards(first, 'a');
      afterwards(second, 'b', 'c');
      afterwards(first, 'd');
      afterwards(second);
    });
    expect(order).toEqual(['first a,d', 'second b,c']);
  });

  test('fails nobody: the failure is logged, and what else is due is done', async () => {
    const fail = () => Promise.reject(new Error('the engine is away'));
    const failAtOnce = () => {
      throw new Error('no engine at all');
    };
    const answer = transaction(async (tx, afterwards) => {
      afterwards(fail);
      afterwards(failAtOnce);
      afterwards(tell, 1, 2);
      await wish(tx, 1);
      return 'answer';
    });
    await expect(answer).resolves.toBe('answer');
    expect(told).toEqual([[1, 2]]);
    expect(await countCommitted()).toBe(1);
    expect(lines.join()).toContain('the engine is away');
    expect(lines.join()).toContain('no engine at all');
  });

  test('within a savepoint joins what the whole transaction hands over, and waits for its commit', async () => {
    await transaction(async (tx, afterwards) => {
      afterwards(tell, 'outer');
      await tx.transaction(async (savepoint) => {
        await wish(savepoint, 1);
        afterwards(tell, 'inner');
      });
      expect(told).toEqual([]);
    });
    expect(told).toEqual([['outer', 'inner']]);
  });
});
