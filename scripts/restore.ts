import { closeDatabase } from '@/db';
import { hasProgram, isDump, restoreDump } from '@/scripts/backup/postgres-programs';
import { restoreBackup } from '@/scripts/backup/restore-backup';
import { openForCommand } from './command-environment';
import { prepareDatabase } from './prepare-database';
import { sayVerdict } from './say-verdict';
import { step } from './step';

/** `npm run restore -- FILE`: into the empty database of DATABASE_URL. 1 unless every check finds it right. */
async function main(): Promise<number> {
  const [file, ...rest] = process.argv.slice(2);
  if (file === undefined || rest.length > 0) throw new Error('Usage: npm run restore -- FILE');
  const database = await openForCommand();
  try {
    await step(`${file} into the database`, () => restore(database.url, file));
    return await sayVerdict();
  } finally {
    await closeDatabase();
    await database.close();
  }
}

async function restore(url: string, file: string): Promise<void> {
  if (!(await isDump(file))) {
    await restoreBackup(url, file);
    return;
  }
  if (!(await hasProgram('pg_restore', url)))
    throw new Error("pg_dump wrote this file: a pg_restore of at least the server's version is needed.");
  await restoreDump(url, file);
  await prepareDatabase(url);
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
