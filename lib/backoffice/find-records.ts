import { z } from 'zod';
import { sql } from '@/db';
import { RESERVATION_STATUSES } from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { escapeLike } from '@/lib/core/input/escape-like';
import { foldText } from '@/lib/core/input/fold-text';
import { isSearchable, personWords } from '@/lib/core/input/search-words';

/** Of people, bookings and clubs each. */
const SHOWN = 20;

export const findRecordsSchema = z.object({ q: z.string().trim().max(100).catch('') });

const booking = z.object({
  id: z.string(),
  status: z.enum(RESERVATION_STATUSES),
  startsAt: z.coerce.date(),
  endsAt: z.coerce.date(),
  court: z.string(),
  club: z.object({ name: z.string(), city: z.string(), timeZone: z.string() }),
});

const foundSchema = z.object({
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string().nullable(),
      email: z.string(),
      phone: z.string().nullable(),
    }),
  ),
  bookings: z.array(booking),
  clubs: z.array(z.object({ slug: z.string(), name: z.string(), city: z.string() })),
});

export type FoundRecords = z.output<typeof foundSchema>;

const NOTHING: FoundRecords = { people: [], bookings: [], clubs: [] };

/**
 * Up to twenty each of the people with these words in name, mail or telephone number, of the bookings with such an
 * id, and of the clubs with such a name. Bookings are also found by the id of their payment at Stripe and by a
 * guest's mail; fewer than three letters in a row find nothing, nor do fewer than three digits.
 * @throws AppError forbidden for anyone but an operator
 */
export async function findRecords(
  ctx: Context,
  { q }: z.output<typeof findRecordsSchema>,
): Promise<FoundRecords> {
  requireOperator(ctx);
  const folded = foldText(q);
  if (!personWords(q).some(isSearchable)) return NOTHING;
  const words = folded.split(' ');
  const { head, tail, bothEnds } = idParts(folded);
  const intentId = /^pi_\w+$/.test(q) ? q : null;
  const [found] = await sql()`
    with people as (
      select id, name, email, phone from users
      where erased_at is null ${all(PERSON_WORDS, personWords(q))} limit ${SHOWN}
    ), begin_so as (
      select id from reservations
      where id between ${head?.from ?? null}::uuid and ${head?.until ?? null}::uuid
        and (not ${bothEnds} or reverse(id::text) collate "C" between ${tail?.from ?? null} and ${tail?.until ?? null})
      limit ${SHOWN}
    ), end_so as (
      select id from reservations
      where not ${bothEnds} and reverse(id::text) collate "C" between ${tail?.from ?? null} and ${tail?.until ?? null}
      limit ${SHOWN}
    ), of_guest as (
      select id from reservations where guest is not null and lower(guest ->> 'email') = ${folded}
      order by starts_at desc limit ${SHOWN}
    ), named as (
      select id from begin_so union select id from end_so union select id from of_guest
      union select reservation_id from payments where payment_intent_id = ${intentId}
    ), bookings as (
      select r.id, r.status, r.starts_at as "startsAt", r.ends_at as "endsAt", c.name as court,
        json_build_object('name', k.name, 'city', k.city, 'timeZone', k.time_zone) as club
      from named join reservations r using (id) join courts c on c.id = r.court_id join clubs k on k.id = r.club_id
      order by r.starts_at desc limit ${SHOWN}
    ), clubs_named as (
      select slug, name, city from search_documents where type = 'club' ${all('words', words)} limit ${SHOWN}
    )
    select
      (select coalesce(json_agg(p order by p.name, p.email), '[]') from people p) as people,
      (select coalesce(json_agg(b order by b."startsAt" desc), '[]') from bookings b) as bookings,
      (select coalesce(json_agg(k order by k.name), '[]') from clubs_named k) as clubs`;
  return foundSchema.parse(found);
}

/** The same expression as in `users_words_idx`. */
const PERSON_WORDS = `fold_text(coalesce(name, '')) || ' ' || email || ' ' || coalesce(phone, '')`;

/** Each word has its own condition, because no index serves `like all (array)`. */
const all = (expression: string, words: readonly string[]) =>
  words.map((word) => sql()`and ${sql().unsafe(expression)} like ${`%${escapeLike(word)}%`}`);

type Range = { from: string; until: string } | null;
type IdParts = { head: Range; tail: Range; bothEnds: boolean };

const ID_PARTS = /^([0-9a-f-]{4,36})(?:\.{3}([0-9a-f-]{4,36}))?$/;

/** The range of ids with that beginning, and of reversed ids with that end. */
function idParts(folded: string): IdParts {
  const [, head, end] = ID_PARTS.exec(folded) ?? [];
  if (head === undefined) return { head: null, tail: null, bothEnds: false };
  const digits = head.replaceAll('-', '');
  const backwards = [...(end ?? head)].reverse().join('');
  return {
    head: digits.length > 32 ? null : { from: digits.padEnd(32, '0'), until: digits.padEnd(32, 'f') },
    // No digit of an id comes after g.
    tail: { from: backwards, until: `${backwards}g` },
    bothEnds: end !== undefined,
  };
}
