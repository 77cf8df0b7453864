import { migrate } from '@/db/migrate';
import { joinDevDatabase } from './dev-database';
import { loadEnvFile } from './load-env-file';
import { step } from './step';

loadEnvFile();
// biome-ignore lint/style/noProcessEnv: a command needs no more of the environment than this
const database = await joinDevDatabase(process.env.DATABASE_URL);
await step('Migrations', () => migrate(database.url));
await database.close();
