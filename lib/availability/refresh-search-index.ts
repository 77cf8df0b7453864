import { sql } from 'drizzle-orm';
import { type Db, db } from '@/db';

/** Rewrites the search documents of one club and its courts, or of all; those of deleted ones go. One statement. */
export async function refreshSearchIndex(
  clubId: number | null,
  on: Pick<Db, 'execute'> = db(),
): Promise<void> {
  await on.execute(sql`
    with live as (
      select 'club' as type, c.id as object_id, c.id as club_id, c.slug, c.name, c.city,
             lower(unaccent(concat_ws(' ', c.name, c.city, c.address))) as words
      from clubs c where c.deleted_at is null and (${clubId}::int is null or c.id = ${clubId})
      union all
      select 'court', k.id, c.id, c.slug, concat(k.name, ' · ', c.name), c.city,
             lower(unaccent(concat_ws(' ', k.name, c.name, c.city, k.sport, k.surface)))
      from courts k join clubs c on c.id = k.club_id
      where c.deleted_at is null and k.deactivated_at is null and (${clubId}::int is null or c.id = ${clubId})
    ), gone as (
      delete from search_documents d
      where (${clubId}::int is null or d.club_id = ${clubId})
        and not exists (select 1 from live where live.type = d.type and live.object_id = d.object_id)
    )
    insert into search_documents (type, object_id, club_id, slug, name, city, words)
    select type, object_id, club_id, slug, name, city, words from live
    on conflict (type, object_id) do update
      set slug = excluded.slug, name = excluded.name, city = excluded.city, words = excluded.words, updated_at = now()`);
}
