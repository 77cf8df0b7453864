import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Db, db, type Tx } from '@/db';
import { takeLock } from '@/db/locks';
import { LISTED } from '@/db/schema';
import { foldText } from '@/lib/core/input/fold-text';

/** How many clubs one transaction rewrites, in some 50 ms. */
const CLUBS_AT_ONCE = 500;

/** Rewrites the search documents of one club and its courts, or of all. Those of clubs that are deleted or not listed are removed. */
export async function refreshSearchIndex(
  clubId: number | null,
  on: Pick<Db, 'execute' | 'transaction'> = db(),
): Promise<void> {
  if (clubId !== null) return on.transaction((tx) => refreshRange(tx, clubId, clubId));
  const last = await lastClubId(on);
  for (let first = 1; first <= last; first += CLUBS_AT_ONCE) {
    await on.transaction((tx) => refreshRange(tx, first, first + CLUBS_AT_ONCE - 1));
  }
}

async function lastClubId(on: Pick<Db, 'execute'>): Promise<number> {
  const [row] = await on.execute(sql`select coalesce(max(id), 0)::int as last from clubs`);
  return z.object({ last: z.int() }).parse(row).last;
}

const liveSchema = z.object({
  type: z.enum(['club', 'court']),
  object_id: z.int(),
  club_id: z.int(),
  slug: z.string(),
  name: z.string(),
  city: z.string(),
  words: z.string(),
});

/** Two rewrites of one club run one after the other, so that the later facts stay. */
async function refreshRange(tx: Tx, from: number, to: number): Promise<void> {
  await takeLock(tx, 'searchIndex');
  const rows = await tx.execute(sql`
    select 'club' as type, c.id as object_id, c.id as club_id, c.slug, c.name, c.city,
           concat_ws(' ', c.name, c.city, c.address) as words
    from clubs c where ${LISTED} and c.id between ${from} and ${to}
    union all
    select 'court', k.id, c.id, c.slug, concat(k.name, ' · ', c.name), c.city,
           concat_ws(' ', k.name, c.name, c.city, k.sport, k.surface)
    from courts k join clubs c on c.id = k.club_id
    where ${LISTED} and k.deactivated_at is null and c.id between ${from} and ${to}`);
  const live = z.array(liveSchema).parse([...rows]);
  await replaceDocuments(
    tx,
    [from, to],
    live.map((row) => ({ ...row, words: foldText(row.words) })),
  );
}

async function replaceDocuments(
  tx: Tx,
  [from, to]: readonly [number, number],
  documents: readonly z.output<typeof liveSchema>[],
): Promise<void> {
  await tx.execute(sql`
    with live as (
      select * from jsonb_to_recordset(${JSON.stringify(documents)}::jsonb)
        as live(type text, object_id int, club_id int, slug text, name text, city text, words text)
    ), gone as (
      delete from search_documents d
      where d.club_id between ${from} and ${to}
        and not exists (select 1 from live where live.type = d.type and live.object_id = d.object_id)
    )
    insert into search_documents (type, object_id, club_id, slug, name, city, words)
    select type, object_id, club_id, slug, name, city, words from live
    on conflict (type, object_id) do update
      set slug = excluded.slug, name = excluded.name, city = excluded.city, words = excluded.words, updated_at = now()`);
}
