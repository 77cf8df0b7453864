import type postgres from 'postgres';

type Definition = { name: string; definition: string; slow: boolean };
/** A remaining part of the work. Its weight is its share of the time. */
export type Part = { title: string; weight: number; run: () => Promise<unknown> };

/**
 * Drops the secondary indexes, foreign keys and exclusion constraints of a table, and returns how to create each
 * again, since that is many times faster than a million inserts into them. Call it in the loading transaction, so
 * that nobody sees the table without them.
 */
export async function dropIndexes(tx: postgres.TransactionSql, table: string): Promise<Part[]> {
  const constraints = await tx<Definition[]>`
    select conname as name, pg_get_constraintdef(oid) as definition, contype = 'x' as slow from pg_constraint
    where conrelid = ${table}::regclass and contype in ('f', 'x')`;
  const indexes = await tx<Definition[]>`
    select c.relname as name, pg_get_indexdef(i.indexrelid) as definition, false as slow
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid = ${table}::regclass
      and not exists (select from pg_constraint where conindid = i.indexrelid)`;
  for (const { name } of constraints) await tx`alter table ${tx(table)} drop constraint ${tx(name)}`;
  for (const { name } of indexes) await tx`drop index ${tx(name)}`;
  return [
    ...indexes.map(({ name, definition }) => ({ title: name, weight: 1, run: () => tx.unsafe(definition) })),
    ...constraints.map(({ name, definition, slow }) => ({
      title: name,
      weight: slow ? 25 : 1,
      run: () => tx`alter table ${tx(table)} add constraint ${tx(name)} ${tx.unsafe(definition)}`,
    })),
  ];
}
