import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import type { Customer } from '@/lib/desk/read-customers';
import { DUE_MINOR, HAS_COURT } from '@/lib/ledger/money-words';
import { BOOKINGS_OF } from './bookings-of';

const COUNTED_DAYS = 90;

const figuresSchema = z.object({
  id: z.uuid(),
  games: z.int(),
  noShows: z.int(),
  bookings: z.int(),
  lastPlayedAt: z.coerce.number().nullable(),
  owedMinor: z.coerce.number(),
  mailFails: z.boolean(),
});

/**
 * What a club knows of a person by their bookings there: games in the last 90 days, no-shows, bookings that were not
 * given up, when the last game began (epoch ms), what they owe in minor units (negative when the club owes them), and
 * whether mail to their account fails.
 */
export type Figures = Omit<z.output<typeof figuresSchema>, 'id'>;

/** The figures of these people by their id. */
export async function readFigures(
  people: readonly Pick<Customer, 'id'>[],
  now: Date,
): Promise<ReadonlyMap<string, Figures>> {
  if (people.length === 0) return new Map();
  const [at, ids] = [now.toISOString(), people.map(({ id }) => id)];
  const rows = await db().execute(sql`
    select person.id,
      count(*) filter (where r.status in ('confirmed', 'completed') and r.starts_at < ${at}
        and r.starts_at >= ${at}::timestamptz - make_interval(days => ${COUNTED_DAYS}))::int as games,
      count(*) filter (where r.status = 'no_show')::int as "noShows",
      count(r.id) filter (where r.status in ${HAS_COURT})::int as bookings,
      date_part('epoch', max(r.starts_at)
        filter (where r.status in ('confirmed', 'completed') and r.starts_at < ${at})) * 1000 as "lastPlayedAt",
      coalesce(sum(${DUE_MINOR}), 0) as "owedMinor",
      bool_or(account.email_invalid_at is not null) as "mailFails"
    from customers person left join users account on account.id = person.user_id
    left join lateral ${BOOKINGS_OF} r on true
    where person.id in ${ids} group by person.id`);
  const figures = z.array(figuresSchema).parse([...rows]);
  return new Map(figures.map(({ id, ...rest }) => [id, rest]));
}
