import { type SQL, sql as inSql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type postgres from 'postgres';
import { sql } from '@/db';
import { UNDELIVERED } from '@/db/schema';
import { LONGEST_BOOKING_MS } from '@/lib/availability/busy';
import type { TimeRange } from '@/lib/core/time';
import { type BoardItem, ITEM_COLUMNS } from './board-item';

/** The part of a club's board that is read. */
export type Stretch = TimeRange & { clubId: number; courtId?: number | undefined };

/**
 * `gone` are ids of what was there and is no longer, empty when nothing was read before. A horizon that is not known
 * comes from another database.
 */
export type Board = { horizon: string; isKnown: boolean; gone: string[]; items: BoardItem[] };

/** A part of a statement as text, for a prepared template. */
const textOf = (part: SQL) => new PgDialect().sqlToQuery(part.inlineParams()).sql;
const columns = textOf(ITEM_COLUMNS);
/** What may set the mark of a message that did not arrive, or take it away. */
const concernsMark = textOf(
  inSql`(n.status in ${UNDELIVERED} or n.resend_of is not null or n.channel <> 'email')`,
);

/**
 * What is on the board, by one prepared statement, with the horizon of its snapshot. With the horizon of an earlier
 * read only what may have changed since. A transaction that was open then counts as later, so that no commit is
 * stepped over; a long one has a few items listed again.
 */
export async function readBoard(stretch: Stretch, since?: string): Promise<Board> {
  const on = sql();
  const [board] = await on<Board[]>`
    with long as materialized (${longIn(on, stretch)}), shown as materialized (${shownIn(on, stretch)})
    select pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
      ${since === undefined ? on`true as "isKnown", '[]'::json as gone` : goneSince(on, stretch, since)},
      (select coalesce(json_agg(item order by item."startsAt", item."courtId"), '[]') from (
        select ${on.unsafe(columns)} from shown r ${peopleOf(on)}
        ${since === undefined ? on`` : on`where ${isChanged(on, since)}`}
      ) item) as items`;
  if (!board) throw new Error('an aggregate always answers one row');
  return board;
}

/**
 * `ITEM_PEOPLE`, looked up row by row. The planner expects many more rows than a day has, and would read all people for
 * a join.
 */
const peopleOf = (on: postgres.Sql) => on`
  left join lateral (select id, name, phone, xmin as written_in from users where id = r.user_id limit 1) account on true
  left join lateral (select id, name, phone, xmin as written_in from customers where id = r.customer_id limit 1) person
    on true
  left join lateral (select id, phone, xmin as written_in from customers
    where user_id = r.user_id and club_id = r.club_id limit 1) member on true`;

/** What is longer than four hours, of all clubs: with a known club the planner would read its whole past. */
function longIn(on: postgres.Sql, stretch: Stretch) {
  const { from, lookBack } = bounds(stretch);
  return on`
    select *, xmin as written_in from reservations
    where status in ('payment_pending', 'pending', 'confirmed', 'completed')
      and ends_at - starts_at > interval '4 hours' and ends_at > ${from} and starts_at <= ${lookBack}`;
}

/** No-shows left the court and stay on the board. */
function shownIn(on: postgres.Sql, stretch: Stretch) {
  const { from, until, lookBack } = bounds(stretch);
  const ofCourt = stretch.courtId === undefined ? on`` : on`and court_id = ${stretch.courtId}`;
  return on`
    select *, xmin as written_in from reservations
    where club_id = ${stretch.clubId} and starts_at > ${lookBack} and starts_at < ${until} and ends_at > ${from}
      and status in ('payment_pending', 'pending', 'confirmed', 'completed', 'no_show') ${ofCourt}
    union all
    select * from long where club_id = ${stretch.clubId} ${ofCourt}`;
}

function goneSince(on: postgres.Sql, stretch: Stretch, since: string) {
  const { from, until, lookBack } = bounds(stretch);
  return on`${since}::xid8 <= pg_snapshot_xmax(pg_current_snapshot()) as "isKnown", (
    select coalesce(json_agg(id), '[]') from (
      select id from reservations
      where club_id = ${stretch.clubId} and starts_at > ${lookBack} and starts_at < ${until} and ends_at > ${from}
        and status in ('cancelled', 'expired') and ${isLater(on, 'xmin', since)}
      union
      select id from reservations
      where status in ('cancelled', 'expired') and ends_at - starts_at > interval '4 hours'
        and club_id = ${stretch.clubId} and ends_at > ${from} and starts_at <= ${lookBack} and ${isLater(on, 'xmin', since)}
      union
      select reservation_id from left_places
      where club_id = ${stretch.clubId} and left_in >= ${since}::xid8 and starts_at < ${until} and ends_at > ${from}
        and reservation_id not in (select id from shown)
    ) left_the_board) as gone`;
}

/** Whether a row or anything shown with it was written later. The audit tells of players who were removed. */
const isChanged = (on: postgres.Sql, since: string) => on`(
  ${isLater(on, 'r.written_in', since)} or ${isLater(on, 'account.written_in', since)}
  or ${isLater(on, 'person.written_in', since)} or ${isLater(on, 'member.written_in', since)}
  or exists (select from participants p where p.reservation_id = r.id and ${isLater(on, 'p.xmin', since)})
  or exists (select from payments p left join refunds f on f.payment_id = p.id
    where p.reservation_id = r.id and (${isLater(on, 'p.xmin', since)} or ${isLater(on, 'f.xmin', since)}))
  or exists (select from dues u where u.reservation_id = r.id and ${isLater(on, 'u.xmin', since)})
  or exists (select from till_entries e where e.reservation_id = r.id and ${isLater(on, 'e.xmin', since)})
  or exists (select from notices n
    where n.reservation_id = r.id and ${on.unsafe(concernsMark)} and ${isLater(on, 'n.xmin', since)})
  or exists (select from audit a
    where a.entity = 'reservation' and a.entity_id = r.id::text and ${isLater(on, 'a.xmin', since)}))`;

/**
 * A row knows the lower half of its transaction's id, whose ages compare across the wrap. A savepoint's id is above
 * that of its transaction, so it counts as later too.
 */
const isLater = (on: postgres.Sql, column: string, since: string) =>
  on`age(${on.unsafe(column)}) <= age(${since}::xid8::xid)`;

// Drizzle removes the date serializer of the client that it shares with these templates.
const bounds = ({ startsAt, endsAt }: Stretch) => ({
  from: new Date(startsAt).toISOString(),
  until: new Date(endsAt).toISOString(),
  lookBack: new Date(startsAt - LONGEST_BOOKING_MS).toISOString(),
});
