import { z } from 'zod';
import { sql } from '@/db';
import { assertDatabase } from '@/db/assert-database';
import { DatabaseError } from '@/db/database-error';
import { isDatabaseUnavailable } from '@/db/failure';
import { isoWithOffset } from '@/lib/core/time';
import { briefly, well, type ServiceFinding, unwell } from './service-finding';

/** The tolerated skew, which nobody notices because holds are counted in minutes. */
const CLOCK_TOLERANCE_MS = 2_000;

/** Whether the constraints exist that keep a court from being sold twice, and every migration ran. */
export async function diagnoseConstraints(): Promise<ServiceFinding[]> {
  const id = 'database.promises';
  try {
    await assertDatabase(sql());
    return [well(id, 'diagnosis.database.promises.kept')];
  } catch (error) {
    // The service's own finding says that the database is down.
    if (isDatabaseUnavailable(error)) return [];
    if (!(error instanceof DatabaseError)) throw error;
    return [
      unwell(
        'bad',
        id,
        { key: 'diagnosis.database.promises.broken', values: { problem: error.message } },
        'diagnosis.database.promises.advice',
      ),
    ];
  }
}

/** Whether the database's clock, by which holds end, agrees with this machine's. */
export async function diagnoseDatabaseClock(): Promise<ServiceFinding[]> {
  const startedMs = Date.now();
  const [row] = await sql()`select extract(epoch from clock_timestamp())::float8 * 1000 as ms`;
  const { ms } = z.object({ ms: z.number() }).parse(row);
  return [
    diagnoseSkew('clock.database', 'PostgreSQL', ms - (startedMs + Date.now()) / 2, CLOCK_TOLERANCE_MS),
  ];
}

/** How far another clock is ahead of ours, in milliseconds, against the tolerated skew. */
export function diagnoseSkew(id: string, whose: string, skewMs: number, toleratedMs: number): ServiceFinding {
  const off = briefly(Math.abs(skewMs));
  if (Math.abs(skewMs) <= toleratedMs) {
    return well(id, { key: 'diagnosis.database.clock.agrees', values: { whose, off } });
  }
  return unwell(
    Math.abs(skewMs) > 60_000 ? 'bad' : 'warn',
    id,
    skewMs > 0
      ? { key: 'diagnosis.database.clock.ahead', values: { whose, off } }
      : { key: 'diagnosis.database.clock.behind', values: { whose, off } },
    'diagnosis.database.clock.advice',
  );
}

const zoneSchema = z.array(
  z.object({ time_zone: z.string(), at_ms: z.number(), offset_minutes: z.number().nullable() }),
);

/** Whether PostgreSQL knows every club's zone and reads the same wall time in it as Node, now and in half a year. */
export async function diagnoseZones(): Promise<ServiceFinding[]> {
  const id = 'zones';
  const rows = await sql()`
    select time_zone, extract(epoch from moment)::float8 * 1000 as at_ms,
           case when n.name is not null
             then extract(epoch from (moment at time zone time_zone) - (moment at time zone 'UTC'))::float8 / 60
           end as offset_minutes
    from (select distinct time_zone from clubs where deleted_at is null) as zones
      left join pg_timezone_names n on n.name = time_zone
      cross join (values (now()), (now() + interval '182 days')) as moments (moment)`;
  const wrong = zoneSchema.parse([...rows]).find((row) => offsetInNode(row) !== row.offset_minutes);
  if (!wrong) {
    return [
      well(id, { key: 'diagnosis.database.zones.agree', values: { version: process.versions.tz ?? '' } }),
    ];
  }
  return [
    unwell(
      'warn',
      id,
      { key: 'diagnosis.database.zones.differ', values: { zone: wrong.time_zone } },
      'diagnosis.database.zones.advice',
    ),
  ];
}

function offsetInNode({ time_zone, at_ms }: { time_zone: string; at_ms: number }): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(isoWithOffset(at_ms, time_zone)) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
