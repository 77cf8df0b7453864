import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import { takeLock } from '@/db/locks';
import { HELD, OCCUPYING } from '@/db/schema';
import { listed } from '@/db/schema/columns';
import { COLUMNS, countCourtDays, counting, figuresOf, SET_FIGURES } from './count-court-days';

/** So few that their bookings are counted in a fraction of a second. A court whose hours changed has years of them. */
const AT_ONCE = { days: 2_000, wholeCourts: 10 };
const ROUND_MS = 30_000;
/** No round begins later than this. The next run begins half a minute after this one, and does the rest. */
const RUN_MS = 25_000;

/**
 * Counts anew the days of courts that are marked in `stale_days`, and those of holds that ran out and were not ended
 * yet, as many as fit into `runMs`, in rounds of a transaction each. Safe at any time and in several processes; returns
 * how many marks were seen to.
 */
export async function keepCourtDays({ runMs = RUN_MS }: { runMs?: number } = {}): Promise<number> {
  const startedMs = performance.now();
  let [seen, marks] = [0, 0];
  do {
    marks = await transaction(keepSomeDays);
    seen += marks;
  } while (marks > 0 && performance.now() - startedMs < runMs);
  return seen;
}

const seenSchema = z.tuple([z.object({ marks: z.int() })]);

/**
 * Counts some of the marked days anew, and returns how many marks that were. Marks go in the statement that counts, so
 * one that comes later is left for the next time.
 */
async function keepSomeDays(tx: Tx): Promise<number> {
  // Before the statement, which then sees what the one before wrote. An older count never replaces a newer one.
  await takeLock(tx, 'courtDays');
  await tx.execute(sql`set local statement_timeout = ${sql.raw(String(ROUND_MS))}`);
  const [{ marks }] = seenSchema.parse([
    ...(await tx.execute(sql`
      with seen as (
        delete from stale_days where ctid = any (array(
          (select ctid from stale_days where ends_at - starts_at < interval '1 year' limit ${AT_ONCE.days})
          union all
          (select ctid from stale_days where court_id in (select distinct court_id from stale_days
            where ends_at - starts_at >= interval '1 year' limit ${AT_ONCE.wholeCourts}))))
        returning court_id, starts_at, ends_at
      ), ${writing(sql`select * from seen union all ${RUN_OUT}`)}
      select count(*)::int as marks from seen`)),
  ]);
  return marks;
}

/** Holds that ran out. An older one was counted by earlier runs. */
const RUN_OUT = sql`select court_id, starts_at, ends_at from reservations
  where status in ${listed(HELD)} and hold_expires_at between now() - interval '10 minutes' and now()`;

/** Counts one day of a court anew. */
export const keepCourtDay = (tx: Tx, courtId: number, localDate: string): Promise<void> =>
  keepStretch(
    tx,
    sql`select court.id as court_id, noon as starts_at, noon as ends_at
      from courts court join clubs club on club.id = court.club_id
      cross join lateral (select (${localDate}::date + time '12:00') at time zone club.time_zone as noon) day
      where court.id = ${courtId}`,
  );

/** Counts every day of a court anew. */
export const keepCourt = (tx: Tx, courtId: number): Promise<void> =>
  keepStretch(
    tx,
    sql`select ${courtId}::int as court_id, timestamptz '2000-01-01Z' as starts_at, timestamptz '2300-01-01Z' as ends_at`,
  );

async function keepStretch(tx: Tx, stretch: SQL): Promise<void> {
  await takeLock(tx, 'courtDays');
  await tx.execute(sql`with ${writing(stretch)} select`);
}

/**
 * The steps of a statement that count the days of some stretches of courts and write what differs. `offset 0` plans each
 * stretch alone, since the planner takes them for so many that it would read both tables whole. It takes `fresh` for one
 * row, so `not exists` would read all of it for each day, which `not in` hashes.
 */
const writing = (stretches: SQL) => sql`
  due as (
    select club_id, court_id, time_zone, unnest(range_agg(days)) as days
    from (
      select court.club_id, court.id as court_id, club.time_zone, daterange(
        ((starts_at at time zone club.time_zone) - interval '6 hours')::date,
        (ends_at at time zone club.time_zone)::date, '[]') as days
      from (${stretches}) stretch
      join courts court on court.id = stretch.court_id join clubs club on club.id = court.club_id
    ) stale group by club_id, court_id, time_zone
  ), bounded as materialized (
    select due.*, (lower(days)::timestamp at time zone time_zone) - interval '1 day' as first_at,
      (upper(days)::timestamp at time zone time_zone) + interval '1 day' as last_at
    from due
  ), rows as (
    select ${counting(sql`days`)} from bounded club cross join lateral (
        select * from reservations where club_id = club.club_id and court_id = club.court_id
          and starts_at between first_at and last_at offset 0
      ) r
    union all
    select ${counting(sql`days`)} from bounded club join (
        select * from reservations where status in ${listed(OCCUPYING)}
          and ends_at - starts_at > interval '4 hours' and ends_at > (select min(first_at) from bounded)
      ) r on r.court_id = club.court_id and r.starts_at < first_at and r.ends_at > first_at
  ), fresh as (
    ${countCourtDays(sql`rows`)}
  ), written as (
    insert into court_days as kept (${COLUMNS}) select ${COLUMNS} from fresh
    on conflict (club_id, court_id, local_date) do update set ${SET_FIGURES}
    where ${figuresOf('kept.')} is distinct from ${figuresOf('excluded.')}
  ), emptied as (
    delete from court_days where ctid = any (array(
      select kept.ctid from bounded club cross join lateral (
        select ctid, * from court_days where club_id = club.club_id and court_id = club.court_id
          and local_date >= lower(days) and local_date < upper(days) offset 0
      ) kept
      where (kept.court_id, kept.local_date) not in (select court_id, local_date from fresh)))
  )`;
