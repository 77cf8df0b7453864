import path from 'node:path';
import postgres from 'postgres';
import { assertDatabase } from '@/db/assert-database';
import { DatabaseError } from '@/db/database-error';
import { emptyDatabase, migrate } from '@/db/migrate';
import { startPostgres } from '@/scripts/postgres';
import { showProgress } from '@/scripts/progress-bar';
import { bigSize, seedBig } from '@/scripts/seed/big';
import { seed } from '@/scripts/seed/seed';
import { print } from './measure';

const USUAL_CLUBS = 200;

/**
 * The database of the benches with the big example of so many clubs. It is made at the first run and kept until a
 * migration does not fit it.
 */
export async function openBigDatabase(
  clubs = USUAL_CLUBS,
): Promise<{ url: string; close: () => Promise<void> }> {
  const folder = clubs === USUAL_CLUBS ? 'bench-postgres' : `bench-postgres-${clubs}`;
  const server = await startPostgres({ dataDir: path.resolve('.data', folder) });
  try {
    await bringUpToDate(server.url);
    await fill(server.url, clubs);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: server.url, close: server.stop };
}

/** The data are only an example, so a database that cannot be migrated is made again. */
async function bringUpToDate(url: string): Promise<void> {
  const problem = await migrate(url).then(
    () => findSchemaProblem(url),
    (error: unknown) => reasonOf(error),
  );
  if (problem === null) return;
  print(`The kept database of the benches is built anew. ${problem}`);
  await emptyDatabase(url);
  await migrate(url);
}

/** Drizzle's message quotes the whole statement, and PostgreSQL's is in the cause. */
const reasonOf = (error: unknown) =>
  error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);

/** Drizzle looks at the date of the last migration only, and does not see that an older one was rewritten. */
async function findSchemaProblem(url: string): Promise<string | null> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await assertDatabase(sql);
    return null;
  } catch (error) {
    if (error instanceof DatabaseError) return error.message;
    throw error;
  } finally {
    await sql.end();
  }
}

async function fill(url: string, clubs: number): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await seed(sql);
    await seedBig(sql, showProgress, bigSize(clubs));
  } finally {
    await sql.end();
  }
}
