import { existsSync } from 'node:fs';
import { dumpDatabase, hasProgram } from '@/scripts/backup/postgres-programs';
import { writeBackup } from '@/scripts/backup/write-backup';
import { joinDevDatabase } from './dev-database';
import { loadEnvFile } from './load-env-file';
import { step } from './step';

/** `npm run backup -- FILE`: all rows of one moment, from the database of `npm run dev` or of DATABASE_URL. */
async function main(): Promise<void> {
  const [file, ...rest] = process.argv.slice(2);
  if (file === undefined || rest.length > 0) throw new Error('Usage: npm run backup -- FILE');
  if (existsSync(file)) throw new Error(`${file} is there already.`);
  loadEnvFile();
  // biome-ignore lint/style/noProcessEnv: a command needs no more of the environment than this
  const database = await joinDevDatabase(process.env.DATABASE_URL);
  try {
    if (await hasProgram('pg_dump', database.url))
      await step(`${file} by pg_dump`, () => dumpDatabase(database.url, file));
    else await step(`${file} by our own copy`, () => writeBackup(database.url, file));
  } finally {
    await database.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
