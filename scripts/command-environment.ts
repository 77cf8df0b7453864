import { SANDBOX_KEYS } from '@/sandbox/providers';
import { type DevDatabase, joinDevDatabase } from './dev-database';
import { loadEnvFile } from './load-env-file';
import { findStandIns } from './stand-ins-file';

/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:1';

/**
 * What lib/core/env.ts asks for besides the database, where neither the environment nor a copy that runs beside says it:
 * most commands have no use for it.
 */
const UNUSED = {
  ...SANDBOX_KEYS,
  LOG_LEVEL: 'error',
  EMAIL_FROM: 'Pista <hola@pista.test>',
  NEXTAUTH_SECRET: 'not-used-by-a-command-that-signs-nothing',
  NEXTAUTH_URL: NOWHERE,
  UPSTASH_REDIS_REST_URL: NOWHERE,
};

/** Where each provider is reached; one whose key is not set must not be sent the sandbox's. */
const REACHED_BY = {
  STRIPE_SECRET_KEY: 'STRIPE_API_BASE_URL',
  RESEND_API_KEY: 'RESEND_BASE_URL',
  TWILIO_AUTH_TOKEN: 'TWILIO_API_BASE_URL',
  INNGEST_EVENT_KEY: 'INNGEST_BASE_URL',
} as const;

/** Opens the database a command works on and completes this process's environment, so that verbs can run in it. */
export async function openForCommand(): Promise<DevDatabase> {
  loadEnvFile();
  // biome-ignore-start lint/style/noProcessEnv: start-up completes the environment that lib/core/env.ts then parses
  const database = await joinDevDatabase(process.env.DATABASE_URL);
  const played = await findStandIns(database.copy);
  const without = Object.entries(REACHED_BY).filter(([key]) => !process.env[key]);
  const nowhere = Object.fromEntries(without.map(([, url]) => [url, NOWHERE]));
  for (const [name, value] of Object.entries({
    ...UNUSED,
    ...nowhere,
    ...played,
    DATABASE_URL: database.url,
  })) {
    process.env[name] ||= value;
  }
  // biome-ignore-end lint/style/noProcessEnv: start-up is over
  return database;
}
