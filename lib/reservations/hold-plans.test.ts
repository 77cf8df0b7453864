import { sql as raw } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db, sql } from '@/db';
import { addDays, localDateOf } from '@/lib/core/time';
import { makeCourt, makeUser, personContext } from '@/test/factories';
import { holdSlot, holdSlotSchema } from './hold-slot';

const CONNECTIONS = 2;
// biome-ignore lint/style/noProcessEnv: the environment of this test file
process.env.DATABASE_POOL = String(CONNECTIONS);
/** From the sixth time on PostgreSQL may keep a plan (postgresql.org/docs/18/sql-prepare.html). */
const HOLDS = 16;

test('a connection plans what a hold reads first once, and not for each hold', async () => {
  const courts = await Promise.all(Array.from({ length: HOLDS }, () => makeCourt()));
  await db().execute(raw`analyze`);
  const date = addDays(localDateOf(Date.now(), 'Europe/Madrid'), 1);
  for (const { id: courtId } of courts) {
    const wish = holdSlotSchema.parse({ courtId, date, startTime: '10:00', durationMinutes: 90 });
    await holdSlot(personContext(await makeUser()), wish);
  }
  const uses = await Promise.all(Array.from({ length: CONNECTIONS }, countPlans));
  const sumOf = (key: 'kept' | 'anew') => uses.reduce((sum, use) => sum + use[key], 0);
  expect({ kept: sumOf('kept'), anew: sumOf('anew') }).toEqual({ kept: HOLDS, anew: 0 });
});

/** How often one connection ran the statement by a plan that it keeps, and by one made for that time alone. */
async function countPlans(): Promise<{ kept: number; anew: number }> {
  const connection = await sql().reserve();
  const [row] = await connection<{ kept: number; anew: number }[]>`
    select coalesce(sum(generic_plans), 0)::int as kept, coalesce(sum(custom_plans), 0)::int as anew
    from pg_prepared_statements where statement like '%as person_is_there,%' and statement not like '%from pg_%'`;
  // Kept until the other call has taken its own.
  await connection`select pg_sleep(0.1)`;
  connection.release();
  return { kept: row?.kept ?? 0, anew: row?.anew ?? 0 };
}
