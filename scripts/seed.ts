import postgres from 'postgres';
import { migrate } from '@/db/migrate';
import { seed } from '@/db/seed';
import { joinDevDatabase } from './dev-database';
import { loadEnvFile } from './load-env-file';
import { say, step } from './step';

/** `npm run db:seed`: the example data, in the database that `npm run dev` uses or the one DATABASE_URL names. */
loadEnvFile();
// biome-ignore lint/style/noProcessEnv: a command needs no more of the environment than this
const database = await joinDevDatabase(process.env.DATABASE_URL);
await step('Migrations', () => migrate(database.url));
const sql = postgres(database.url, { max: 1, onnotice: () => {} });
const done = await step('Example data', () => seed(sql));
if (done === 'left_alone') say('  The example data was there already; nothing was changed.');
await sql.end();
await database.close();
