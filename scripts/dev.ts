import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import postgres from 'postgres';
import { emptyDatabase } from '@/db/migrate';
import { type Sandbox, startSandbox } from '@/sandbox/start';
import { seed } from '@/scripts/seed/seed';
import { seedPhotos, storageOf } from '@/scripts/seed/seed-photos';
import { bootApp } from './boot-app';
import { chooseMissingProviders } from './choose-providers';
import { claimDevDatabase } from './dev-database';
import { findFreePort } from './free-port';
import { loadEnvFile } from './load-env-file';
import { onStop } from './on-stop';
import { prepareDatabase } from './prepare-database';
import { restoreStripe } from './restore-stripe';
import { leaveStandIns } from './stand-ins-file';
import { say, step } from './step';

const SECRET_FILE = '.data/nextauth-secret';

const never = new Promise<never>(() => {});
/** Undone in reverse order, whatever stopped us. */
const undo: (() => Promise<unknown>)[] = [];
const stopping = new AbortController();
let current: Promise<unknown> = Promise.resolve();

async function main(): Promise<void> {
  say('Starting Pista');
  loadEnvFile();
  // biome-ignore lint/style/noProcessEnv: start-up makes the environment that the app is given
  const given = process.env;
  const fresh = process.argv.includes('--fresh');

  const database = await part('PostgreSQL', () => open(claimDevDatabase(given.DATABASE_URL)));
  await part('Database', async () => {
    if (fresh) await emptyDatabase(database.url);
    await prepareDatabase(database.url);
  });
  await part('Example clubs, people and bookings', () => seedWhenEmpty(database.url, given));

  const port = await findFreePort(Number(given.PORT) || 3000);
  const appUrl = given.NEXTAUTH_URL || `http://localhost:${port}`;
  const providers = chooseMissingProviders(given);
  const sandbox = await part(`Stand-ins for ${providers.join(', ') || 'nobody'}`, () =>
    open(startSandbox({ providers, appUrl })),
  );

  const secret = given.NEXTAUTH_SECRET || (await keepSecret());
  const stripeUrl = sandbox.urls.stripe;
  if (stripeUrl !== undefined) {
    const known = { databaseUrl: database.url, stripeUrl, secret };
    await part('The payments that Stripe knows of', () => restoreStripe(known));
  }

  const environment = {
    ...given,
    ...sandbox.env,
    DATABASE_URL: database.url,
    LOG_LEVEL: given.LOG_LEVEL || 'warn',
    NEXTAUTH_SECRET: secret,
    NEXTAUTH_URL: appUrl,
    NEXT_TELEMETRY_DISABLED: '1',
    PISTA_SANDBOX: '',
    PISTA_COPY_DIR: await makeCopyDir(database.copy),
  };
  undo.push(await leaveStandIns(database.copy, { ...sandbox.env, NEXTAUTH_URL: appUrl }));
  const { signal } = stopping;
  const app = await part('The app', () => open(bootApp({ port, way: 'development', environment, signal })));
  await part('The first page', () => fetch(`${app.url}/es`, { signal }));
  announce(appUrl, sandbox);
  await once(app.process, 'exit');
  await stop(app.process.exitCode ?? 1);
}

/** One step of the start. After a stop no further one begins. */
async function part<T>(title: string, work: () => Promise<T>): Promise<T> {
  if (stopping.signal.aborted) return never;
  const doing = step(title, work);
  current = doing.catch(() => {});
  return doing;
}

/** Stores how a started part is ended, at once, so that an interruption cannot come between. */
async function open<T extends { close: () => Promise<void> }>(starting: Promise<T>): Promise<T> {
  const started = await starting;
  undo.push(() => started.close());
  return started;
}

/** A database of DATABASE_URL may hold real data, so the example is not added to it. */
async function seedWhenEmpty(url: string, given: NodeJS.ProcessEnv): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [club] = await sql`select 1 from clubs limit 1`;
    if (club !== undefined) return;
    await seed(sql);
    await seedPhotos(sql, storageOf(given));
  } finally {
    await sql.end();
  }
}

/** Kept, so that sessions and sealed secrets outlive a restart. */
async function keepSecret(): Promise<string> {
  const known = await readFile(SECRET_FILE, 'utf8').catch(() => null);
  if (known !== null) return known;
  const secret = randomBytes(32).toString('base64url');
  await mkdir('.data', { recursive: true });
  await writeFile(SECRET_FILE, secret, { mode: 0o600 });
  return secret;
}

/** The build folder of a second copy. The first has the usual one. */
async function makeCopyDir(copy: number): Promise<string> {
  if (copy === 1) return '';
  const folder = `.data/copy-${copy}`;
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/tsconfig.json`, JSON.stringify({ extends: '../../tsconfig.json' }));
  return folder;
}

function announce(appUrl: string, { urls }: Sandbox): void {
  say();
  say(`  Pista      ${appUrl}`);
  if (urls.resend) say(`  Inbox      ${urls.resend}  every mail and SMS that was sent`);
  if (urls.stripe) say(`  Payments   ${urls.stripe}  every payment, and cards that fail on purpose`);
  if (urls.inngest) say(`  Jobs       ${urls.inngest}  what runs in the background`);
  say();
  say('  Sign in with the password pista-demo-2026 as');
  say('    player@pista.test    player2@pista.test      two players');
  say('    desk@pista.test      manager@pista.test      work at a club');
  say('    owner@pista.test     accountant@pista.test   owns it, and keeps its books');
  say('    operator@pista.test                          runs the platform');
  say();
  say('  Ctrl-C stops everything.');
}

async function stop(exitCode: number): Promise<never> {
  if (stopping.signal.aborted) return never;
  stopping.abort();
  say();
  say('Stopping Pista');
  await current;
  for (const task of undo.reverse()) await task().catch((error: unknown) => say(String(error)));
  process.exit(exitCode);
}

onStop(() => stop(0));
// The terminal may go before us.
process.stdout.on('error', () => {});

main().catch(async (error: unknown) => {
  if (!stopping.signal.aborted) say(error instanceof Error ? error.message : String(error));
  await stop(1);
});
