import { SANDBOX_KEYS } from '@/sandbox/providers';
import { type DevDatabase, joinDevDatabase } from './dev-database';
import { loadEnvFile } from './load-env-file';

/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:1';

/** For a command that works on the database alone: what lib/env.ts asks for besides, where it is not set. */
const UNUSED = {
  ...SANDBOX_KEYS,
  EMAIL_FROM: 'Pista <hola@pista.test>',
  NEXTAUTH_SECRET: 'not-used-by-a-command-that-signs-nothing',
  NEXTAUTH_URL: NOWHERE,
  UPSTASH_REDIS_REST_URL: NOWHERE,
};

/** Opens the database a command works on and completes this process's environment, so that verbs can run in it. */
export async function openForCommand(): Promise<DevDatabase> {
  loadEnvFile();
  // biome-ignore-start lint/style/noProcessEnv: start-up completes the environment that lib/env.ts then parses
  const database = await joinDevDatabase(process.env.DATABASE_URL);
  for (const [name, value] of Object.entries({ ...UNUSED, DATABASE_URL: database.url })) {
    process.env[name] ||= value;
  }
  // biome-ignore-end lint/style/noProcessEnv: start-up is over
  return database;
}
