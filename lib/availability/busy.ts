import { and, eq, notInArray, sql as raw } from 'drizzle-orm';
import type postgres from 'postgres';
import { type Db, sql, type Tx } from '@/db';
import { reservations } from '@/db/schema';
import type { TimeRange } from '@/lib/core/time';
import type { Busy } from './slots';

/** The longest booking, as a check in the database also says. Longer rows have their own index. */
export const LONGEST_BOOKING_MS = 4 * 60 * 60 * 1000;

type Row = { court_id: number; starts_ms: number; ends_ms: number };

/** The rows that take these courts between two instants (epoch ms), by court, in one round trip. */
export async function listBusy(
  fromMs: number,
  untilMs: number,
  courtIds: readonly number[],
  on: postgres.Sql | postgres.TransactionSql = sql(),
): Promise<Map<number, Busy[]>> {
  const busy = new Map<number, Busy[]>();
  for (const row of await busyRows(on, fromMs, untilMs, courtIds)) {
    const slot = { startsAt: row.starts_ms, endsAt: row.ends_ms };
    const slots = busy.get(row.court_id);
    if (slots) slots.push(slot);
    else busy.set(row.court_id, [slot]);
  }
  return busy;
}

/**
 * Queries the bookings, blocks and running holds of these courts between two instants (epoch ms): an index-only scan of
 * the window, and a lookup of the few rows longer than four hours.
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
  // Materialised, because with known courts the planner would read their whole past instead of the few long rows.
  return on<Row[]>`
    with long as materialized (
      select court_id, starts_at, ends_at from reservations
      where status in ('payment_pending', 'pending', 'confirmed', 'completed')
        and ends_at - starts_at > interval '4 hours'
        and starts_at <= ${lookBack} and ends_at > ${from}
    )
    select court_id, date_part('epoch', starts_at) * 1000 as starts_ms,
           date_part('epoch', ends_at) * 1000 as ends_ms
    from reservations
    where status in ('payment_pending', 'pending', 'confirmed', 'completed')
      and starts_at > ${lookBack} and starts_at < ${until} and ends_at > ${from}
      and (status in ('confirmed', 'completed') or hold_expires_at > now()) and court_id = any(${ids})
    union all
    select court_id, date_part('epoch', starts_at) * 1000, date_part('epoch', ends_at) * 1000
    from long where court_id = any(${ids})`;
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
