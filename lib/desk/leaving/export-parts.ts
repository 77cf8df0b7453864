import { type SQL, sql } from 'drizzle-orm';
import type { ClubRow } from '@/lib/clubs/leaving/closed-clubs';
import { BOOKING_COLUMNS, bookingCells } from '../bookings/booking-cells';
import { readBookings } from '../bookings/export-bookings';
import { historyPart } from './history-part';
import type { Cells, Part } from './part';
import { photosPart } from './photos-part';

const ROWS_A_READ = 500;

/** A table whose rows have ids in the order of their making. `rows` ends in a condition. */
const byId = (
  name: string,
  columns: readonly string[],
  from: (club: ClubRow) => { select: SQL; rows: SQL; id: SQL },
): Part => ({
  name,
  columns,
  async *rows(on, club) {
    const { select, rows, id } = from(club);
    let last = FIRST;
    for (;;) {
      const read = await on.execute<Cells & { id: string }>(
        sql`select ${select} from ${rows} and ${id} > ${last}::uuid order by ${id} limit ${ROWS_A_READ}`,
      );
      yield* read;
      const end = read.at(-1);
      if (read.length < ROWS_A_READ || !end) return;
      last = end.id;
    }
  },
});

/** Before every id. */
const FIRST = '00000000-0000-0000-0000-000000000000';

/** An instant in ISO 8601, of which a spreadsheet makes what its reader likes. */
const iso = (at: SQL) => sql`to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

const bookings: Part = {
  name: 'bookings',
  columns: ['id', ...BOOKING_COLUMNS],
  rows: (on, club) =>
    bookingCells(club, readBookings(on, sql`r.club_id = ${club.id} and r.status <> 'expired'`)),
};

const series = byId(
  'series',
  [
    'id',
    'court',
    'person_id',
    'kind',
    'title',
    'note',
    'weekdays',
    'every_weeks',
    'start_time',
    'minutes',
    'from',
    'until',
    'price',
    'price_reason',
    'created_at',
  ],
  ({ id }) => ({
    id: sql`s.id`,
    // Only amounts are numbers.
    select: sql`s.id::text as id, court.name as court, s.customer_id::text as person_id, s.kind, s.title, s.note,
      array_to_string(s.weekdays, ' ') as weekdays, s.every_weeks::text as every_weeks,
      to_char(make_interval(mins => s.start_minute), 'HH24:MI') as start_time, s.duration_minutes::text as minutes,
      s.from_date::text as "from", s.until_date::text as until, s.fixed_minor as price, s.price_reason,
      ${iso(sql`s.created_at`)} as created_at`,
    rows: sql`series s join courts court on court.id = s.court_id where s.club_id = ${id}`,
  }),
);

const people = byId(
  'people',
  [
    'id',
    'name',
    'email',
    'phone',
    'category',
    'note',
    'blocked_at',
    'block_reason',
    'has_account',
    'created_at',
  ],
  ({ id }) => ({
    id: sql`c.id`,
    // A club's own words, or those of the account of somebody about whom it wrote none.
    select: sql`c.id::text as id, coalesce(c.name, u.name) as name,
      case when c.name is null then u.email else c.email end as email,
      case when c.name is null then u.phone else c.phone end as phone, c.category, c.note,
      ${iso(sql`c.blocked_at`)} as blocked_at, c.block_reason,
      case when c.user_id is null then 'no' else 'yes' end as has_account, ${iso(sql`c.created_at`)} as created_at`,
    rows: sql`customers c left join users u on u.id = c.user_id
      where c.club_id = ${id} and c.merged_into is null and c.erased_at is null`,
  }),
);

const payments = byId(
  'card-payments',
  ['id', 'booking_id', 'status', 'amount', 'refunded', 'currency', 'created_at', 'completed_at'],
  ({ id }) => ({
    id: sql`p.id`,
    select: sql`p.id::text as id, p.reservation_id::text as booking_id, p.status, p.amount_minor as amount,
      p.refunded_minor as refunded, p.currency, ${iso(sql`p.created_at`)} as created_at,
      ${iso(sql`p.completed_at`)} as completed_at`,
    rows: sql`payments p join reservations r on r.id = p.reservation_id where r.club_id = ${id}`,
  }),
);

const refunds = byId(
  'card-refunds',
  ['id', 'payment_id', 'booking_id', 'status', 'amount', 'currency', 'cause', 'created_at'],
  ({ id }) => ({
    id: sql`f.id`,
    select: sql`f.id::text as id, f.payment_id::text as payment_id, p.reservation_id::text as booking_id, f.status,
      f.amount_minor as amount, f.currency, f.cause, ${iso(sql`f.created_at`)} as created_at`,
    rows: sql`refunds f join payments p on p.id = f.payment_id join reservations r on r.id = p.reservation_id
      where r.club_id = ${id}`,
  }),
);

const dues = byId(
  'dues',
  [
    'id',
    'booking_id',
    'amount',
    'currency',
    'cause',
    'created_at',
    'settled_at',
    'waived_at',
    'waive_reason',
  ],
  ({ id }) => ({
    id: sql`d.id`,
    select: sql`d.id::text as id, d.reservation_id::text as booking_id, d.amount_minor as amount, d.currency, d.cause,
      ${iso(sql`d.created_at`)} as created_at, ${iso(sql`d.settled_at`)} as settled_at,
      ${iso(sql`d.waived_at`)} as waived_at, d.waive_reason`,
    rows: sql`dues d where d.club_id = ${id}`,
  }),
);

const shifts = byId(
  'till-shifts',
  ['id', 'name', 'opened_by', 'opened_at', 'float', 'closed_at', 'expected', 'counted', 'note'],
  ({ id }) => ({
    id: sql`s.id`,
    select: sql`s.id::text as id, s.name, u.name as opened_by, ${iso(sql`s.opened_at`)} as opened_at,
      s.float_minor as float, ${iso(sql`s.closed_at`)} as closed_at, s.expected_minor as expected,
      s.counted_minor as counted, s.note`,
    rows: sql`till_shifts s left join users u on u.id = s.opened_by where s.club_id = ${id}`,
  }),
);

const entries = byId(
  'till-entries',
  [
    'id',
    'shift_id',
    'booking_id',
    'kind',
    'method',
    'amount',
    'currency',
    'reference',
    'reverses',
    'taken_by',
    'note',
    'at',
  ],
  ({ id }) => ({
    id: sql`e.id`,
    select: sql`e.id::text as id, e.shift_id::text as shift_id, e.reservation_id::text as booking_id, e.kind, e.method,
      e.amount_minor as amount, e.currency, e.reference, e.reverses::text as reverses, u.name as taken_by, e.note,
      ${iso(sql`e.at`)} as at`,
    rows: sql`till_entries e left join users u on u.id = e.taken_by where e.club_id = ${id}`,
  }),
);

/** The files of a club's archive, in their order. */
export const PARTS: readonly Part[] = [
  bookings,
  series,
  people,
  payments,
  refunds,
  dues,
  shifts,
  entries,
  photosPart,
  historyPart,
];
