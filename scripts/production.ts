import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { PROVIDERS } from '@/sandbox/providers';
import { type Sandbox, startSandbox } from '@/sandbox/start';
import { seed } from '@/scripts/seed/seed';
import { CANARIES } from '@/test/shown-secrets';
import { type BootedApp, bootApp } from './boot-app';
import { isLeftOut, readLeftOut } from './docker-ignored';
import { findFreePort } from './free-port';
import { onStop } from './on-stop';
import { createOwnDatabase } from './own-database';
import { findIdentity } from './postgres-binaries';
import { runNpm } from './run-npm';
import { say, step } from './step';

const OWNER = 'owner@pista.test';

/** Undone in reverse order. */
const undo: (() => Promise<unknown>)[] = [];
const stopping = new AbortController();

/**
 * `npm run production`: installs without development dependencies, builds, migrates, starts and asks, as a server does.
 * It uses a folder of its own with the files of the container, and starts from it as the container does: as a user who
 * can write nothing there. The build is left here, for the browser journeys.
 */
async function main(): Promise<void> {
  const folder = await step('A copy of the sources', copySources);
  await step('npm ci --omit=dev', () => npm(folder, ['ci', '--omit=dev', '--prefer-offline', '--no-audit']));
  await step('npm run build', () => npm(folder, ['run', 'build']));

  const databaseUrl = await createDatabase('production');
  const port = await findFreePort();
  const sandbox = await startSandbox({ providers: PROVIDERS, appUrl: `http://localhost:${port}` });
  undo.push(sandbox.close);
  const files = await openFolder();
  const environment = { ...environmentOf(sandbox, databaseUrl, port), STORAGE_URL: `file:${files}` };
  await step('npm run db:migrate', () => npm(folder, ['run', 'db:migrate'], environment));
  const slug = await step('Example data', () => seedAndPick(databaseUrl));

  await setWritable(folder, false);
  undo.push(() => setWritable(folder, true));
  const { signal } = stopping;
  const identity = await findIdentity('/');
  const app = await step('npm start', () => bootApp({ folder, port, environment, identity, signal }));
  undo.push(app.close);
  await step('A page to book on, and the health of every service', () => askApp(app, slug));
  const backup = path.join(files, 'backup');
  for (const command of [['operator', OWNER], ['token', OWNER], ['check:data'], ['backup', backup]]) {
    await step(`npm run ${command.join(' ')}`, () => npm(folder, ['run', ...command], environment));
  }
  const restored = { ...environment, DATABASE_URL: await createDatabase('restored') };
  await step('npm run restore', () => npm(folder, ['run', 'restore', backup], restored));
  // The jobs of the night have not run yet, which it may call bad.
  await step('npm run doctor', () => npm(folder, ['run', 'doctor'], environment, /^\d+ looked at: /m));
  await setWritable(folder, true);
  await step('Its build is left here', () => bringBuild(folder));
}

/** A folder of the photos, which every user may write to. */
async function openFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pista-files-'));
  undo.push(() => rm(folder, { recursive: true }));
  await chmod(folder, 0o777);
  return folder;
}

async function setWritable(folder: string, writable: boolean): Promise<void> {
  execFileSync('chmod', ['-R', writable ? 'u+w' : 'a-w,a+rX', folder]);
}

/** The files of the image, outside this folder, where no package of its own is found. */
async function copySources(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pista-production-'));
  undo.push(() => rm(folder, { recursive: true }));
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  });
  const leftOut = await readLeftOut();
  const wanted = files
    .split('\n')
    .filter((name) => name !== '' && existsSync(name) && !isLeftOut(leftOut, name));
  for (const file of wanted) await cp(file, path.join(folder, file));
  return folder;
}

/** Nothing in it depends on where it stands. What Next keeps for the next build stays behind. */
async function bringBuild(folder: string): Promise<void> {
  const from = path.join(folder, '.next');
  await rm('.next', { recursive: true, force: true });
  const filter = (file: string) => file !== path.join(from, 'cache');
  await cp(from, '.next', { recursive: true, verbatimSymlinks: true, filter });
}

/** @throws Error with all that was said when it fails in another way than `allowed` */
async function npm(
  folder: string,
  args: readonly string[],
  environment = inherited(),
  allowed = /(?!)/,
): Promise<void> {
  const { exitCode, output } = await runNpm(args, { folder, environment, signal: stopping.signal });
  if (exitCode !== 0 && !allowed.test(output)) throw new Error(output);
}

/** Without what npm told this process of the folder it runs in. */
const inherited = (): NodeJS.ProcessEnv => ({
  // biome-ignore lint/style/noProcessEnv: the children inherit PATH and the like
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name))),
  NODE_ENV: 'production',
});

const environmentOf = (sandbox: Sandbox, databaseUrl: string, port: number): NodeJS.ProcessEnv => ({
  ...inherited(),
  ...sandbox.env,
  DATABASE_URL: databaseUrl,
  LOG_LEVEL: 'error',
  METRICS_TOKEN: CANARIES.METRICS_TOKEN,
  NEXTAUTH_SECRET: CANARIES.NEXTAUTH_SECRET,
  NEXTAUTH_URL: `http://localhost:${port}`,
  PISTA_SANDBOX: '',
});

async function createDatabase(purpose: string): Promise<string> {
  const database = await createOwnDatabase({
    server: 'test-postgres',
    name: `test_${process.pid}_${purpose}`,
    unsafe: true,
  });
  undo.push(database.close);
  return database.url;
}

/** @returns the slug of a club that sells */
async function seedAndPick(databaseUrl: string): Promise<string> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    await seed(sql);
    const [club] = await sql<{ slug: string }[]>`select slug from clubs where deleted_at is null order by id`;
    if (club === undefined) throw new Error('The example has no club.');
    return club.slug;
  } finally {
    await sql.end();
  }
}

async function askApp({ url }: BootedApp, slug: string): Promise<void> {
  for (const page of [`/es/clubs/${slug}`, '/api/v1/health']) {
    const answer = await fetch(`${url}${page}`, { signal: stopping.signal });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${page} answered ${answer.status}: ${text.slice(0, 2_000)}`);
  }
}

onStop(() => stopping.abort());

const exitCode = await main().then(
  () => 0,
  (error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  },
);
for (const task of undo.reverse()) await task().catch((error: unknown) => say(String(error)));
process.exit(exitCode);
