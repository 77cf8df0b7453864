import { SANDBOX_KEYS } from '@/sandbox/providers';
import { type DevDatabase, joinDevDatabase } from './dev-database';
import { loadEnvFile } from './load-env-file';
import { findStandIns } from './stand-ins-file';

/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:1';

/**
 * Values for lib/core/env.ts that most commands do not use, where neither the environment nor a running copy has
 * them.
 */
const UNUSED = {
  ...SANDBOX_KEYS,
  LOG_LEVEL: 'error',
  EMAIL_FROM: 'Pista <hola@pista.test>',
  NEXTAUTH_SECRET: 'not-used-by-a-command-that-signs-nothing',
  NEXTAUTH_URL: NOWHERE,
  UPSTASH_REDIS_REST_URL: NOWHERE,
};

/** The address of each provider. One without a key must not get the sandbox's. */
const REACHED_BY = {
  STRIPE_SECRET_KEY: 'STRIPE_API_BASE_URL',
  RESEND_API_KEY: 'RESEND_BASE_URL',
  TWILIO_AUTH_TOKEN: 'TWILIO_API_BASE_URL',
  INNGEST_EVENT_KEY: 'INNGEST_BASE_URL',
} as const;

/** Opens a command's database and completes this process's environment, so that verbs can run. */
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
