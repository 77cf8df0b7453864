import { expect, test } from 'vitest';
import { z } from 'zod';
import { sql } from '@/db';
import { DAY_MS, HOUR_MS } from '@/lib/core/time';
import { makeCourt, makeReservation } from '@/test/factories';
import { busyRows, listBusy } from './busy';

const NOON = Math.ceil(Date.now() / DAY_MS) * DAY_MS + 12 * HOUR_MS;
const SEASON = { startsAt: new Date(NOON - 90 * DAY_MS), endsAt: new Date(NOON + 90 * DAY_MS) };

async function makeBlockedCourt(): Promise<number> {
  const { id } = await makeCourt();
  await makeReservation({ courtId: id, kind: 'block', priceMinor: 0, ...SEASON });
  return id;
}

test('a block that began long before and ends long after takes its own court alone', async () => {
  const [blocked, free] = [await makeBlockedCourt(), await makeCourt()];
  const busy = await listBusy(NOON, NOON + HOUR_MS, [blocked, free.id]);
  expect([...busy]).toEqual([
    [blocked, [{ startsAt: SEASON.startsAt.getTime(), endsAt: SEASON.endsAt.getTime() }]],
  ]);
});

const planSchema = z.object({
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  'Rows Removed by Filter': z.number().default(0),
  get Plans() {
    return z.array(planSchema).default([]);
  },
});
const explainedSchema = z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: planSchema })]) })]);

/** The rows that the scans of a plan read, also those that a filter left out. */
function rowsRead(plan: z.output<typeof planSchema>): number {
  if (plan.Plans.length > 0) return plan.Plans.reduce((sum, part) => sum + rowsRead(part), 0);
  return (plan['Actual Rows'] + plan['Rows Removed by Filter']) * plan['Actual Loops'];
}

class Undo extends Error {}

/** How many rows are read for one blocked court, beside others that are blocked too and have had 20 bookings each. */
async function rowsReadBeside(otherCourts: number): Promise<number> {
  const courtId = await makeBlockedCourt();
  let explained: unknown;
  const reading = sql().begin(async (tx) => {
    // These courts need no clubs.
    await tx`set local session_replication_role = replica`;
    await tx`
      insert into reservations (id, club_id, court_id, kind, status, starts_at, ends_at, currency, refund_policy)
      select gen_random_uuid(), 0, -court, 'block', 'confirmed', starts_at, starts_at + length, 'EUR', '{}'
      from generate_series(1, ${otherCourts}::int) court cross join (
        select ${SEASON.startsAt.toISOString()}::timestamptz, interval '180 days'
        union all
        select ${SEASON.startsAt.toISOString()}::timestamptz - day * interval '1 day', interval '1 hour'
        from generate_series(1, 20) day
      ) as stretch(starts_at, length)`;
    await tx`analyze reservations`;
    explained = [
      ...(await tx`explain (analyze, format json) ${busyRows(tx, NOON, NOON + HOUR_MS, [courtId])}`),
    ];
    throw new Undo();
  });
  await expect(reading).rejects.toThrow(Undo);
  const [row] = explainedSchema.parse(explained);
  return rowsRead(row['QUERY PLAN'][0].Plan);
}

test('what other clubs block for a season is not read', async () => {
  expect(await rowsReadBeside(1_000)).toBe(1);
});
