import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { db, sql } from '@/db';
import { customers } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { escapeLike } from '@/lib/core/input/escape-like';
import { foldText } from '@/lib/core/input/fold-text';
import { readPhone } from '@/lib/core/input/phone-number';
import { isSearchable, personWords, phoneEnding } from '@/lib/core/input/search-words';
import { type Paging, paging } from '@/lib/web/paging';
import { findExact } from './people/find-exact';
import { listSegment, SEGMENTS } from './people/list-segment';
import { type Customer, readCustomers } from './read-customers';

export const findCustomersSchema = z.object({
  q: z.string().trim().max(100).default(''),
  segment: z.enum(SEGMENTS).optional(),
  ...paging,
});

/** How many of those with the words are put in order. Who is not among them is found by another word. */
const CANDIDATES = 200;

type Found = { results: Customer[]; count: number };

/**
 * A club's people, newest first, or those with these words in name, mail or number, names that begin so first. A
 * whole number or address, or the last digits of a number, find only who has it. Fewer than three letters in a row
 * find nothing. A segment has its own order, in which any word is looked for.
 * @throws AppError `not_found` for who has no role there, `forbidden`, `unauthenticated`
 */
export async function findCustomers(
  ctx: Context,
  clubId: number,
  { q, segment, ...page }: z.output<typeof findCustomersSchema>,
): Promise<Found> {
  requireMay(ctx, clubId, 'seePeople');
  const { country } = await getClub(String(clubId));
  if (segment !== undefined)
    return readInOrder(await listSegment({ clubId, segment, q, now: ctx.now, ...page }));
  return q === '' ? listNewest(clubId, page) : search(clubId, country, q, page);
}

async function listNewest(clubId: number, { page, pageSize }: Paging): Promise<Found> {
  const standing = and(
    eq(customers.clubId, clubId),
    isNull(customers.mergedInto),
    isNull(customers.erasedAt),
  );
  const [results, count] = await Promise.all([
    readCustomers(db())
      .where(standing)
      .orderBy(desc(customers.id))
      .limit(pageSize)
      .offset((page - 1) * pageSize),
    db().$count(customers, standing),
  ]);
  return { results, count };
}

async function search(
  clubId: number,
  country: string,
  q: string,
  { page, pageSize }: Paging,
): Promise<Found> {
  const ids = await rank(clubId, q, readPhone(q, country));
  return readInOrder({ ids: ids.slice((page - 1) * pageSize, page * pageSize), count: ids.length });
}

async function readInOrder({ ids, count }: { ids: string[]; count: number }): Promise<Found> {
  if (ids.length === 0) return { results: [], count };
  const rows = await readCustomers(db()).where(inArray(customers.id, ids));
  return { results: rows.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)), count };
}

/** The ids in their order. Whoever has this very number or address, or else a number that ends so, is the answer. */
async function rank(clubId: number, q: string, phone: string | null): Promise<string[]> {
  const folded = foldText(q);
  const exact = await findExact(db(), clubId, folded, phone);
  if (exact.length > 0 || !personWords(q).some(isSearchable)) return exact;
  const ending = phoneEnding(q);
  const called = ending === null ? [] : await findEnding(clubId, ending);
  const rows = called.length > 0 ? called : await findWords(clubId, q);
  return rows.toSorted(beginningFirst(folded)).map(({ id }) => id);
}

const findWords = (clubId: number, q: string): Promise<Worded[]> =>
  sql()<Worded[]>`
    select id, words from customers
    where club_id = ${clubId} and merged_into is null and erased_at is null
      ${personWords(q).map((word) => sql()`and words like ${`%${escapeLike(word)}%`}`)} limit ${CANDIDATES}`;

/** Whoever's words end with these digits. The bounds are those of a prefix, which any plan can take from the index. */
function findEnding(clubId: number, digits: string): Promise<Worded[]> {
  const prefix = [...digits].reverse().join('');
  const after = prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);
  return sql()<Worded[]>`
    select id, words from customers
    where club_id = ${clubId} and merged_into is null and erased_at is null
      and reverse(right(words, 12)) ~>=~ ${prefix} and reverse(right(words, 12)) ~<~ ${after} limit ${CANDIDATES}`;
}

type Worded = { id: string; words: string };

/** Names that begin so, then by name. */
const beginningFirst = (folded: string) => (a: Worded, b: Worded) =>
  Number(b.words.startsWith(folded)) - Number(a.words.startsWith(folded)) ||
  (a.words < b.words ? -1 : a.words > b.words ? 1 : 0);
