import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { escapeLike } from '@/lib/core/input/escape-like';
import { personWords } from '@/lib/core/input/search-words';
import { DAY_MS } from '@/lib/core/time';
import { IS_OPEN_DUE } from '@/lib/ledger/money-words';
import type { Paging } from '@/lib/web/paging';

/**
 * `owing` are those who owe the club, most first; `lapsed` those who last played more than 60 days ago, latest first;
 * `alike` those who share a number or mail with another, side by side.
 */
export const SEGMENTS = ['owing', 'lapsed', 'alike'] as const;
export type Segment = (typeof SEGMENTS)[number];

const LAPSED_DAYS = 60;

const idsSchema = z.array(z.object({ id: z.uuid() }));
const countSchema = z.tuple([z.object({ count: z.int() })]);

type Wanted = Paging & { clubId: number; segment: Segment; q: string; now: Date };

/** The ids of a page of one segment of a club's people, and how many they are, with these words if there are any. */
export async function listSegment({ clubId, segment, q, now, page, pageSize }: Wanted) {
  const people = withWords(RANKED[segment](clubId, now), q);
  const [rows, counted] = await Promise.all([
    db().execute(sql`
      select id from (${people}) people order by rank desc, id desc limit ${pageSize} offset ${(page - 1) * pageSize}`),
    db().execute(sql`select count(*)::int as count from (${people}) people`),
  ]);
  const [{ count }] = countSchema.parse([...counted]);
  return { ids: idsSchema.parse([...rows]).map(({ id }) => id), count };
}

function withWords(ranked: SQL, q: string): SQL {
  if (q === '') return ranked;
  const words = personWords(q).map((word) => sql`person.words like ${`%${escapeLike(word)}%`}`);
  return sql`select ranked.id, ranked.rank from (${ranked}) ranked join customers person on person.id = ranked.id
    where ${sql.join([sql`true`, ...words], sql` and `)}`;
}

/** Whose a booking `r` is, as a row of `customers`. */
const PERSON_OF = sql`coalesce(r.customer_id,
  (select c.id from customers c where c.user_id = r.user_id and c.club_id = r.club_id))`;

/** The people of a segment with their `rank`, without those who were merged or erased. */
const RANKED: Readonly<Record<Segment, (clubId: number, now: Date) => SQL>> = {
  owing: (clubId) => sql`
    select person.id, owed.minor as rank from (
      select ${PERSON_OF} as id, sum(u.amount_minor) as minor
      from dues u join reservations r on r.id = u.reservation_id
      where u.club_id = ${clubId} and ${IS_OPEN_DUE} group by 1 having sum(u.amount_minor) > 0
    ) owed join customers person on person.id = owed.id
    where person.merged_into is null and person.erased_at is null`,
  lapsed: (clubId, now) => sql`
    select customer_id as id, starts_at as rank from last_games
    where club_id = ${clubId} and starts_at < ${new Date(now.getTime() - LAPSED_DAYS * DAY_MS).toISOString()}`,
  alike: (clubId) => sql`
    select customer_id as id, max(contact) as rank from shared_contacts where club_id = ${clubId} group by customer_id`,
};
