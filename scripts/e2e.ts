import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import postgres from 'postgres';
import { migrate } from '@/db/migrate';
import { PLAYABLE } from '@/sandbox/providers';
import { startSandbox } from '@/sandbox/start';
import { seed } from '@/scripts/seed/seed';
import { seedPhotos, storageOf } from '@/scripts/seed/seed-photos';
import { CANARIES, shownSecrets } from '@/test/shown-secrets';
import { bootApp } from './boot-app';
import { findChromium } from './chromium';
import { COVERAGE } from './coverage/folders';
import { putServerMapsApart } from './coverage/server-maps';
import { findFreePort } from './free-port';
import { onStop } from './on-stop';
import { createOwnDatabase } from './own-database';
import { restoreStripe } from './restore-stripe';
import { say, step } from './step';

const APP_LOG = '.data/reports/e2e-app.log';

/** Undone in reverse order. */
const undo: (() => Promise<unknown>)[] = [];
const stopping = new AbortController();

/** Only the journeys for an app without `server.ts`, against such a one. */
const isPlain = process.argv.includes('--plain');

/**
 * `npm run e2e [-- --plain, arguments of playwright test]`: the browser tests against the build, with all
 * providers played.
 */
async function main(): Promise<number> {
  if (!existsSync('.next/BUILD_ID')) throw new Error('The browser tests need a build: run "npm run build".');
  const chromium = await step('Chromium', findChromium);
  const databaseUrl = await step('PostgreSQL with the example data', prepareDatabase);
  const port = await findFreePort();
  const baseUrl = `http://localhost:${port}`;
  const sandbox = await startSandbox({ providers: PLAYABLE, appUrl: baseUrl });
  undo.push(sandbox.close);
  await step('Photos in the bucket', () => addPhotos(databaseUrl, { ...sandbox.env, NODE_ENV: 'test' }));
  const { NEXTAUTH_SECRET: secret, METRICS_TOKEN } = CANARIES;
  const stripeUrl = sandbox.urls.stripe ?? '';
  await step('What Stripe knows of them', () => restoreStripe({ databaseUrl, stripeUrl, secret }));

  // biome-ignore lint/style/noProcessEnv: both children inherit PATH and the like
  const inherited = process.env;
  const environment = {
    ...inherited,
    ...sandbox.env,
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'info',
    METRICS_TOKEN,
    NEXTAUTH_SECRET: secret,
    NEXTAUTH_URL: baseUrl,
    PISTA_SANDBOX: '',
  };
  await mkdir(path.dirname(APP_LOG), { recursive: true });
  const measured = inherited.PISTA_COVERAGE === '1' ? await prepareCoverage() : {};
  const app = await step('The app', () =>
    bootApp({
      port,
      way: isPlain ? 'plain next' : 'build',
      environment: { ...environment, ...measured },
      logFile: APP_LOG,
      signal: stopping.signal,
    }),
  );
  undo.push(app.close);
  // The journeys create people and bookings by the app's own code, so they need its environment.
  const exitCode = await runPlaywright({
    ...environment,
    E2E_BASE_URL: baseUrl,
    E2E_CHROMIUM: chromium,
    E2E_DATABASE_URL: databaseUrl,
    E2E_PLAIN: isPlain ? '1' : '',
    E2E_SANDBOX: JSON.stringify(sandbox.urls),
  });
  return (await hasQuietLog(environment)) ? exitCode : 1;
}

/** The folder for V8's counts of the app. Those of an earlier run are deleted. */
async function prepareCoverage(): Promise<Record<string, string>> {
  for (const folder of [COVERAGE.server, COVERAGE.browser]) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
  }
  await putServerMapsApart();
  return { NODE_V8_COVERAGE: path.resolve(COVERAGE.server) };
}

/** Whether the app's log is free of secrets after the journeys. */
async function hasQuietLog(environment: NodeJS.ProcessEnv): Promise<boolean> {
  const shown = shownSecrets(await readFile(APP_LOG, 'utf8'), environment);
  if (shown.length > 0) say(`${APP_LOG} shows ${shown.join(', ')}.`);
  return shown.length === 0;
}

async function prepareDatabase(): Promise<string> {
  const database = await createOwnDatabase({
    server: 'test-postgres',
    name: `test_${process.pid}_e2e`,
    unsafe: true,
  });
  undo.push(database.close);
  const { url } = database;
  await migrate(url);
  const seeding = postgres(url, { max: 1, onnotice: () => {} });
  await seed(seeding);
  await seeding.end();
  return url;
}

async function addPhotos(databaseUrl: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  await seedPhotos(sql, storageOf(environment));
  await sql.end();
}

async function runPlaywright(environment: NodeJS.ProcessEnv): Promise<number> {
  const playwright = ['node_modules/@playwright/test/cli.js', 'test', '--config=e2e/playwright.config.ts'];
  const given = process.argv.slice(2).filter((argument) => argument !== '--plain');
  const child = spawn(process.execPath, [...playwright, ...given], {
    env: environment,
    stdio: 'inherit',
  });
  stopping.signal.addEventListener('abort', () => child.kill());
  await once(child, 'exit');
  return child.exitCode ?? 1;
}

onStop(() => stopping.abort());

const exitCode = await main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  return 1;
});
for (const task of undo.reverse()) await task().catch((error: unknown) => say(String(error)));
process.exit(exitCode);
