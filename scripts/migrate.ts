import { joinDevDatabase } from './dev-database';
import { loadEnvFile } from './load-env-file';
import { prepareDatabase } from './prepare-database';
import { step } from './step';

/** `npm run db:migrate`: on the database of `npm run dev` or of DATABASE_URL. */
async function main(): Promise<void> {
  loadEnvFile();
  // biome-ignore lint/style/noProcessEnv: a command needs no more of the environment than this
  const database = await joinDevDatabase(process.env.DATABASE_URL);
  try {
    await step('Migrations', () => prepareDatabase(database.url));
  } finally {
    await database.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
