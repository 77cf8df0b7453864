import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll } from 'vitest';
import { closeDatabase } from '@/db';
import { migrate } from '@/db/migrate';
import { type RunningPostgres, startPostgres } from '@/scripts/postgres';
import { findBinaries, findIdentity } from '@/scripts/postgres-binaries';

const run = promisify(execFile);

/**
 * A migrated PostgreSQL of this test file's own, which can be crashed and started again. Call it at the top of the
 * file, before anything reads the environment.
 */
export function useOwnPostgres(): { crash: () => Promise<void>; start: () => Promise<void> } {
  const wanted = path.resolve(`.data/outage-postgres-${process.pid}`);
  let running: RunningPostgres | undefined;

  async function pgCtl(...action: string[]): Promise<void> {
    if (!running) throw new Error('the server runs only while tests run');
    const identity = await findIdentity(running.dataDir);
    const { pg_ctl } = await findBinaries(identity);
    const where = [
      `--pgdata=${path.join(running.dataDir, 'cluster')}`,
      `--log=${running.dataDir}/postgres.log`,
    ];
    await run(pg_ctl, [...action, '--wait', ...where], { ...identity, cwd: running.dataDir });
  }
  const crash = () => pgCtl('stop', '--mode=immediate');

  beforeAll(async () => {
    running = await startPostgres({ dataDir: wanted });
    await migrate(running.url);
    // biome-ignore lint/style/noProcessEnv: the environment of this test file
    process.env.DATABASE_URL = running.url;
  });
  afterAll(async () => {
    await closeDatabase();
    try {
      await crash();
      await running?.stop();
    } finally {
      if (running) await rm(running.dataDir, { recursive: true });
    }
  });
  // `restart` keeps the port and the settings.
  return { crash, start: () => pgCtl('restart') };
}
