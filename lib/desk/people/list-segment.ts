import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { escapeLike } from '@/lib/core/input/escape-like';
import { personWords } from '@/lib/core/input/search-words';
import { GAME_KINDS } from '@/lib/ledger/game';
import { HAS_COURT, IS_OPEN_DUE } from '@/lib/ledger/money-words';
import type { Paging } from '@/lib/web/paging';

/**
 * `owing` are those who owe the club, most first; `lapsed` those who last played more than 60 days ago, latest first;
 * `alike` those who share a number or mail with another, side by side.
 */
export const SEGMENTS = ['owing', 'lapsed', 'alike'] as const;
export type Segment = (typeof SEGMENTS)[number];

const LAPSED_DAYS = 60;

const rowsSchema = z.array(z.object({ id: z.uuid(), count: z.int() }));

type Wanted = Paging & { clubId: number; segment: Segment; q: string; now: Date };

/** The ids of a page of one segment of a club's people, and how many they are, with these words if there are any. */
export async function listSegment({ clubId, segment, q, now, page, pageSize }: Wanted) {
  const named = personWords(q).map((word) => sql`and person.words like ${`%${escapeLike(word)}%`}`);
  const rows = await db().execute(sql`
    with ranked as (${RANKED[segment](clubId, now)})
    select person.id, (count(*) over ())::int as count
    from ranked join customers person on person.id = ranked.id
    where person.merged_into is null and person.erased_at is null ${sql.join(q === '' ? [] : named, sql` `)}
    order by ranked.rank desc, person.id limit ${pageSize} offset ${(page - 1) * pageSize}`);
  const found = rowsSchema.parse([...rows]);
  return { ids: found.map(({ id }) => id), count: found[0]?.count ?? 0 };
}

/** Whose a booking `r` is, as a row of `customers`. */
const PERSON_OF = sql`coalesce(r.customer_id,
  (select c.id from customers c where c.user_id = r.user_id and c.club_id = r.club_id))`;

const RANKED: Readonly<Record<Segment, (clubId: number, now: Date) => SQL>> = {
  owing: (clubId) => sql`
    select ${PERSON_OF} as id, sum(u.amount_minor) as rank
    from dues u join reservations r on r.id = u.reservation_id
    where u.club_id = ${clubId} and ${IS_OPEN_DUE} group by 1 having sum(u.amount_minor) > 0`,
  // Grouped before they are named, since a person has many bookings.
  lapsed: (clubId, now) => sql`
    select ${PERSON_OF} as id, max(last) as rank from (
      select club_id, customer_id, user_id, max(starts_at) as last from reservations
      where club_id = ${clubId} and status in ${HAS_COURT} and kind in ${GAME_KINDS}
        and num_nonnulls(customer_id, user_id) > 0
      group by club_id, customer_id, user_id
    ) r group by 1 having max(last) < ${now.toISOString()}::timestamptz - make_interval(days => ${LAPSED_DAYS})`,
  alike: (clubId) => sql`
    select unnest(ids) as id, max(shared) as rank from (
      select array_agg(distinct c.id) as ids, reach.shared from customers c
      left join users account on account.id = c.user_id
      cross join lateral (values (c.phone), (c.email), (account.email)) reach(shared)
      where c.club_id = ${clubId} and c.merged_into is null and c.erased_at is null and reach.shared is not null
      group by reach.shared having count(distinct c.id) > 1
    ) groups group by 1`,
};
