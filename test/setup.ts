import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, inject, vi } from 'vitest';
import { closeDatabase } from '@/db';
import { guardDatabase } from '@/lib/services/call/guard-database';
import { SANDBOX_KEYS } from '@/sandbox/providers';

/** Nothing listens there, so a test that needs a provider must start the sandbox. */
const NOWHERE = 'http://127.0.0.1:1';

const name = inject('prefix') + randomUUID().slice(0, 8);
const files = `.data/test-files/${name}`;

// biome-ignore lint/style/noProcessEnv: what this test file changes is undone after it
const before = { ...process.env };

// biome-ignore lint/style/noProcessEnv: the environment of this test file
Object.assign(process.env, SANDBOX_KEYS, {
  DATABASE_URL: new URL(`/${name}`, inject('serverUrl')).href,
  NEXTAUTH_SECRET: 'a-secret-that-only-tests-know-0123456789',
  NEXTAUTH_URL: 'http://localhost:3000',
  EMAIL_FROM: 'Pista <hola@pista.test>',
  METRICS_TOKEN: 'a-metrics-token-that-only-tests-know',
  LOG_LEVEL: 'silent',
  STRIPE_API_BASE_URL: NOWHERE,
  RESEND_BASE_URL: NOWHERE,
  TWILIO_API_BASE_URL: NOWHERE,
  INNGEST_BASE_URL: NOWHERE,
  UPSTASH_REDIS_REST_URL: NOWHERE,
  CLUB_DIRECTORY_URL: NOWHERE,
  STORAGE_URL: `file:${files}`,
  // A busy machine is no outage.
  REDIS_TIMEOUT_MS: '2000',
});

async function onServer(work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(inject('serverUrl'), { max: 1, onnotice: () => {} });
  await work(sql);
  await sql.end();
}

beforeAll(async () => {
  await onServer((sql) => sql`create database ${sql(name)} template ${sql(inject('template'))}`);
  forgetShared();
  guardDatabase();
});

afterAll(async () => {
  vi.useRealTimers();
  await closeDatabase();
  await onServer((sql) => sql`drop database ${sql(name)} with (force)`);
  await rm(files, { recursive: true, force: true });
  forget();
});

/** What a process shares among its bundles. Work that an earlier file left in the background may have made it anew. */
function forgetShared(): void {
  for (const name of Object.keys(globalThis))
    if (name.startsWith('pista')) Reflect.deleteProperty(globalThis, name);
}

/** The next file may run in this process and finds it as this one did. */
function forget(): void {
  vi.resetModules();
  forgetShared();
  // biome-ignore-start lint/style/noProcessEnv: what this test file changed is undone
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
  // biome-ignore-end lint/style/noProcessEnv: it is undone
}

const stray: string[] = [];
for (const level of ['error', 'warn'] as const) {
  console[level] = (...parts: unknown[]) => stray.push(`console.${level}: ${parts.map(String).join(' ')}`);
}

afterEach(() => {
  const found = stray.splice(0);
  if (found.length > 0) throw new Error(`A test left a message behind.\n${found.join('\n')}`);
});
