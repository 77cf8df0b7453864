import { type SQL, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/db';
import { AUDIT_GUARD, CONSTRAINTS, TRIGGERS, UNIQUE_KEYS } from './guard-checks';
import { REFERENCES } from './reference-checks';

const namesSchema = z.array(z.object({ name: z.string() }));
const list = async (names: SQL) =>
  namesSchema.parse([...(await db().execute(names))]).map(({ name }) => name);

const HERE = sql`current_schema()::regnamespace`;

/** Tables whose rows live for minutes only, so that a broken reference cannot last. */
const PASSING = ['accounts', 'live_sockets', 'passkey_challenges', 'sessions', 'socket_tickets'];

describe('every guard of a fresh database is watched', () => {
  test('rules', async () => {
    const rules = await list(sql`select conname::text as name from pg_constraint
      where contype in ('c', 'x') and connamespace = ${HERE} order by 1`);
    expect([...CONSTRAINTS].sort()).toEqual(rules.sort());
  });

  test('unique keys', async () => {
    const keys =
      await list(sql`select c.relname::text as name from pg_class c join pg_index i on i.indexrelid = c.oid
      where c.relnamespace = ${HERE} and i.indisunique and not i.indisprimary`);
    expect([...UNIQUE_KEYS].sort()).toEqual(keys.sort());
  });

  test('triggers', async () => {
    const triggers =
      await list(sql`select t.tgname::text as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where not t.tgisinternal and c.relnamespace = ${HERE}`);
    expect([...TRIGGERS, AUDIT_GUARD].sort()).toEqual(triggers.sort());
  });

  test('references', async () => {
    const references = await list(sql`
      select concat_ws(' ', k.conrelid::regclass, a.attname, k.confrelid::regclass) as name
      from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      where k.contype = 'f' and k.connamespace = ${HERE} and k.conrelid::regclass::text not in ${PASSING}`);
    const watched = REFERENCES.map(([, table, column, , parents]) => `${table} ${column} ${parents}`);
    // No foreign key holds this one.
    const unbound = ['notices reservation_id reservations'];
    expect(watched.sort()).toEqual([...references, ...unbound].sort());
  });
});
