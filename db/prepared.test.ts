import { inArray, sql as raw } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { transaction, type Tx } from '@/db';
import { clubs } from './schema';

const ask = (tx: Pick<Tx, 'select'>, ids: readonly number[]) =>
  tx
    .select({ id: clubs.id })
    .from(clubs)
    .where(inArray(clubs.id, [...ids]));

/** How many statements about ids of clubs this connection keeps. */
async function countKept(tx: Pick<Tx, 'execute'>): Promise<number> {
  const [row] = await tx.execute<{ kept: number }>(raw`
    select count(*)::int as kept from pg_prepared_statements
    where statement like 'select "id" from "clubs" where "clubs"."id" in%'`);
  return row?.kept ?? 0;
}

test('a connection plans a statement of Drizzle once, in a transaction and in a savepoint of it', async () => {
  await transaction(async (tx) => {
    const before = await countKept(tx);
    for (const id of [1, 2, 3]) await ask(tx, [id, id + 1, id + 2]);
    await tx.transaction((inner) => ask(inner, [7, 8, 9]));
    expect((await countKept(tx)) - before).toBe(1);
  });
});

test('a long list is not kept, since it may have any length', async () => {
  await transaction(async (tx) => {
    const before = await countKept(tx);
    await ask(
      tx,
      Array.from({ length: 31 }, (_, id) => id),
    );
    expect(await countKept(tx)).toBe(before);
  });
});
