import { migrate } from '@/db/migrate';
import { createOwnDatabase } from '@/scripts/own-database';

/**
 * Gives work a migrated, empty database on the benches' server, with production's settings for durability, and drops
 * it after.
 * @throws Error while the same bench already runs in this folder
 */
export async function withOwnDatabase(topic: string, work: (url: string) => Promise<void>): Promise<void> {
  const database = await createOwnDatabase({ server: 'bench-postgres', name: `bench_${topic}` });
  try {
    await migrate(database.url);
    await work(database.url);
  } finally {
    await database.close();
  }
}
