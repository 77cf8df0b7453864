import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { emptyDatabase, MIGRATIONS_FOLDER, migrate } from './migrate';

const server = postgres(inject('serverUrl'), { max: 1, onnotice: () => {} });
const made: string[] = [];

async function emptyOne(): Promise<string> {
  const name = `${inject('prefix')}${randomUUID().slice(0, 8)}`;
  await server`create database ${server(name)}`;
  made.push(name);
  return new URL(`/${name}`, inject('serverUrl')).href;
}

async function tableCount(url: string): Promise<number> {
  const sql = postgres(url, { max: 1 });
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int from information_schema.tables where table_schema = 'public'
  `;
  await sql.end();
  return row?.count ?? 0;
}

afterEach(async () => {
  for (const name of made.splice(0)) await server`drop database ${server(name)} with (force)`;
});

describe('migrate', () => {
  it('lets processes that start together all come up, each migration applied once', async () => {
    const url = await emptyOne();
    await Promise.all([migrate(url), migrate(url), migrate(url)]);
    await expect(tableCount(url)).resolves.toBeGreaterThan(20);
  });

  it('builds everything again after the database was emptied', async () => {
    const url = await emptyOne();
    await migrate(url);
    const before = await tableCount(url);
    await emptyDatabase(url);
    await expect(tableCount(url)).resolves.toBe(0);
    await migrate(url);
    await expect(tableCount(url)).resolves.toBe(before);
  });
});

describe('the migration of opt-outs', () => {
  it('keeps them by number, those of numbers that were changed since too', async () => {
    const url = await emptyOne();
    await migrateUntil(url, 'sms_opt_outs');
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    await sql`insert into users (id, email, phone, sms_opted_out_at) values
      (gen_random_uuid(), 'a@pista.test', '+34600000001', '2026-01-01'),
      (gen_random_uuid(), 'b@pista.test', '+34600000001', null),
      (gen_random_uuid(), 'c@pista.test', '+34600000002', null)`;
    for (const [From, Body] of [
      ['+34600000003', 'Stop.'],
      ['+34600000004', 'STOP'],
      ['+34600000004', 'start'],
      ['+34600000005', 'where do I park?'],
    ] as const) {
      await sql`insert into webhook_events (provider, event_id, type, payload)
        values ('twilio', gen_random_uuid()::text, 'incoming', ${sql.json({ url: '/', params: { From, Body } })})`;
    }
    await migrate(url);
    const rows = await sql<{ number: string }[]>`select number from sms_opt_outs order by number`;
    expect(rows.map(({ number }) => number)).toEqual(['+34600000001', '+34600000003']);
    await sql.end();
  });
});

const journalSchema = z.looseObject({ entries: z.array(z.looseObject({ tag: z.string() })) });

describe('the migration that keeps less of people', () => {
  it('leaves of an event what it is worked off by, and of the audit no words about how money went back', async () => {
    const url = await emptyOne();
    await migrateUntil(url, 'less_of_people');
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    const person = { email: 'ana@pista.test', name: 'Ana Prueba' };
    const told = {
      stripe: {
        id: 'evt_1',
        data: { object: { id: 're_1', payment_intent: { id: 'pi_1' }, billing_details: person } },
      },
      resend: { data: { email_id: 'm_1', to: [person.email], subject: 'Ana', tags: { notice_id: 'n' } } },
      twilio: {
        url: '/?notice_id=n',
        params: { MessageSid: 'SM1', MessageStatus: 'sent', To: '+34600000009' },
      },
    };
    for (const [provider, payload] of Object.entries(told)) {
      await sql`insert into webhook_events (provider, event_id, type, payload)
        values (${provider}, 'e', 'status', ${sql.json(payload)})`;
    }
    await sql`insert into webhook_events (provider, event_id, type, object_id, payload)
      values ('stripe', 'evt_2', 'customer.updated', 'cus_1', ${sql.json({ data: { object: person } })})`;
    await sql`insert into audit (entity, entity_id, actor, to_state, detail)
      values ('refund', 'r', 'staff:x', 'covered', '{"paid_by_hand": "to Ana Prueba, in cash"}')`;
    await migrate(url);
    const rows = await sql`select object_id, payload from webhook_events order by id`;
    expect(rows.map(({ payload }) => payload)).toEqual([
      { id: 'evt_1', data: { object: { id: 're_1', payment_intent: 'pi_1', metadata: {} } } },
      { data: { email_id: 'm_1', tags: { notice_id: 'n' }, bounce: {} } },
      { url: '/?notice_id=n', params: { MessageSid: 'SM1', MessageStatus: 'sent' } },
      {},
    ]);
    expect(rows[3]?.object_id).toBeNull();
    expect(await sql`select detail from audit`).toEqual([{ detail: { paid_by_hand: true } }]);
    await expect(sql`update audit set actor = 'x'`).rejects.toThrow('append-only');
    await sql.end();
  });
});

/** Applies the migrations before the named one. */
async function migrateUntil(url: string, name: string): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'migrations-'));
  await cp(MIGRATIONS_FOLDER, folder, { recursive: true });
  const file = path.join(folder, 'meta/_journal.json');
  const journal = journalSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const end = journal.entries.findIndex(({ tag }) => tag.endsWith(name));
  await writeFile(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, end) }));
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await applyMigrations(drizzle(sql), { migrationsFolder: folder });
  await sql.end();
  await rm(folder, { recursive: true });
}
