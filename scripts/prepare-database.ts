import postgres from 'postgres';
import { assertDatabase } from '@/db/assert-database';
import { DatabaseError } from '@/db/database-error';
import { migrate } from '@/db/migrate';

/**
 * Migrates a database and checks its constraints.
 * @throws Error with how to start anew when it was made by other migrations
 */
export async function prepareDatabase(url: string): Promise<void> {
  try {
    await migrate(url);
    await assertPrepared(url);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    const advice = 'Empty it with "npm run dev -- --fresh"; what is in it is lost.';
    throw new Error(`${error.message}\n${advice}`, { cause: error });
  }
}

async function assertPrepared(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await assertDatabase(sql);
  } finally {
    await sql.end();
  }
}
