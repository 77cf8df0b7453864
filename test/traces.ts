import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';

const columnSchema = z.object({ table: z.string(), column: z.string() });
const existsSchema = z.object({ found: z.boolean() });
const rows = async <T>(schema: z.ZodType<T>, query: ReturnType<typeof sql>) =>
  z.array(schema).parse([...(await db().execute(query))]);

/** Every column of every table that may hold text, from the catalogue, so that new ones are included. */
const listWordColumns = () =>
  rows(
    columnSchema,
    sql`select c.relname as table, a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
        and a.atttypid in ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype, 'name'::regtype, 'json'::regtype,
          'jsonb'::regtype, 'bytea'::regtype, 'text[]'::regtype, 'varchar[]'::regtype, 'jsonb[]'::regtype)
      order by 1, 2`,
  );

/** Every table that has such a column. */
export const listWordTables = async (): Promise<string[]> => [
  ...new Set((await listWordColumns()).map(({ table }) => table)),
];

/** The content of a column, JSON as text. */
export type Trace = { table: string; column: string; value: string };

/** Every place that matches one of the patterns (POSIX, in any case). */
export async function listTraces(...patterns: readonly string[]): Promise<Trace[]> {
  const pattern = patterns.join('|');
  const traces: Trace[] = [];
  for (const { table, column } of await listWordColumns()) {
    const name = sql.identifier(column);
    const found = await rows(
      z.object({ value: z.string() }),
      sql`select ${name}::text as value from ${sql.identifier(table)} where ${name}::text ~* ${pattern}`,
    );
    traces.push(...found.map(({ value }) => ({ table, column, value })));
  }
  return traces;
}

/** Every `table.column` that refers to this account and has such a row. */
export async function listReferences(userId: string): Promise<string[]> {
  const keys = await rows(
    columnSchema,
    sql`select k.conrelid::regclass::text as table, a.attname as column from pg_constraint k
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
      where k.contype = 'f' and k.confrelid = 'users'::regclass order by 1, 2`,
  );
  const left: string[] = [];
  for (const { table, column } of keys) {
    const [{ found } = { found: false }] = await rows(
      existsSchema,
      sql`select exists (select from ${sql.identifier(table)} where ${sql.identifier(column)} = ${userId}::uuid) as found`,
    );
    if (found) left.push(`${table}.${column}`);
  }
  return left;
}
