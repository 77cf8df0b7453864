import { and, eq, notInArray, sql as raw } from 'drizzle-orm';
import type postgres from 'postgres';
import { type Db, sql, type Tx } from '@/db';
import { reservations } from '@/db/schema';
import type { TimeRange } from '@/lib/core/time';
import type { Busy } from './slots';

/** The longest booking, as a check in the database also says. Longer rows have their own index. */
export const LONGEST_BOOKING_MS = 4 * 60 * 60 * 1000;

/**
 * The rows that take these courts between two instants (epoch ms), by court, in one round trip. It answers one row for
 * each court, since a row costs this process more than the times in it.
 */
export async function listBusy(
  fromMs: number,
  untilMs: number,
  courtIds: readonly number[],
  on: postgres.Sql | postgres.TransactionSql = sql(),
): Promise<Map<number, Busy[]>> {
  // The beginnings and ends of a court, in turn.
  const rows = await on<{ court_id: number; times: string }[]>`
    select court_id, string_agg(starts_ms || ' ' || ends_ms, ' ') as times
    from (${busyRows(on, fromMs, untilMs, courtIds)}) as taken
    group by court_id`;
  return new Map(rows.map(({ court_id, times }) => [court_id, busyTimes(times)]));
}

function busyTimes(times: string): Busy[] {
  const instants = times.split(' ').map(Number);
  const busy: Busy[] = [];
  for (let at = 0; at + 1 < instants.length; at += 2) {
    busy.push({ startsAt: instants[at] ?? 0, endsAt: instants[at + 1] ?? 0 });
  }
  return busy;
}

/**
 * Queries the bookings, blocks and running holds of these courts between two instants (epoch ms): an index-only scan of
 * the window, and another of what is longer than four hours on them. The ids are read by a query of their own, since an
 * array that PostgreSQL sees while it plans makes it plan anew each time, for longer than the statement runs.
 */
export function busyRows(
  on: postgres.Sql | postgres.TransactionSql,
  fromMs: number,
  untilMs: number,
  courtIds: readonly number[],
) {
  const from = new Date(fromMs).toISOString();
  const until = new Date(untilMs).toISOString();
  const lookBack = new Date(fromMs - LONGEST_BOOKING_MS).toISOString();
  const ids = [...courtIds];
  return on`
    select court_id, date_part('epoch', starts_at) * 1000 as starts_ms,
           date_part('epoch', ends_at) * 1000 as ends_ms
    from reservations
    where status in ('payment_pending', 'pending', 'confirmed', 'completed')
      and starts_at > ${lookBack} and starts_at < ${until} and ends_at > ${from}
      and (status in ('confirmed', 'completed') or hold_expires_at > now()) and court_id = any((select ${ids}::int[])::int[])
    union all
    select court_id, date_part('epoch', starts_at) * 1000, date_part('epoch', ends_at) * 1000
    from reservations
    where status in ('payment_pending', 'pending', 'confirmed', 'completed')
      and ends_at - starts_at > interval '4 hours'
      and starts_at <= ${lookBack} and ends_at > ${from} and court_id = any((select ${ids}::int[])::int[])`;
}

/** What takes one court within a stretch, but for some reservations: bookings, blocks and running holds. */
export async function listBusyOf(
  on: Db | Tx,
  courtId: number,
  { startsAt, endsAt }: TimeRange,
  butFor: readonly string[] = [],
): Promise<Busy[]> {
  const [from, until] = [new Date(startsAt).toISOString(), new Date(endsAt).toISOString()];
  const rows = await on
    .select({ startsAt: reservations.startsAt, endsAt: reservations.endsAt })
    .from(reservations)
    .where(
      and(
        eq(reservations.courtId, courtId),
        notInArray(reservations.id, [...butFor]),
        raw`${reservations.status} in ('payment_pending', 'pending', 'confirmed', 'completed')`,
        raw`(${reservations.status} in ('confirmed', 'completed') or ${reservations.holdExpiresAt} > now())`,
        raw`tstzrange(${reservations.startsAt}, ${reservations.endsAt}) && tstzrange(${from}, ${until})`,
      ),
    );
  return rows.map((row) => ({ startsAt: row.startsAt.getTime(), endsAt: row.endsAt.getTime() }));
}
