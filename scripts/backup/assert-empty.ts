import type postgres from 'postgres';

/**
 * Refuses a database that has a table already, since a restore never writes beside other rows.
 * @throws Error that says how to make an empty one
 */
export async function assertEmpty(sql: postgres.Sql): Promise<void> {
  const [found] = await sql<{ tables: number }[]>`
    select count(*)::int as tables from pg_class
    where relkind in ('r', 'p') and relnamespace::regnamespace::text in ('public', 'drizzle')`;
  if (found?.tables === 0) return;
  throw new Error(
    `The database has ${found?.tables} tables. Restore into an empty one ("create database …" in psql).`,
  );
}
