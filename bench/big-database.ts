import path from 'node:path';
import postgres from 'postgres';
import { migrate } from '@/db/migrate';
import { seed } from '@/db/seed';
import { seedBig } from '@/db/seed/big';
import { showProgress } from '@/scripts/progress-bar';
import { startPostgres } from '@/scripts/postgres';

/** The database of the benches, with the big example in it; made at the first run and kept for the next. */
export async function openBigDatabase(): Promise<{ url: string; close: () => Promise<void> }> {
  const server = await startPostgres({ dataDir: path.resolve('.data/bench-postgres') });
  await migrate(server.url);
  const sql = postgres(server.url, { max: 1, onnotice: () => {} });
  await seed(sql);
  await seedBig(sql, showProgress);
  await sql.end();
  return { url: server.url, close: server.stop };
}
