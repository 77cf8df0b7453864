import { z } from 'zod';
import { sql } from '@/db';
import { escapeLike } from '@/lib/core/input/escape-like';
import { foldText } from '@/lib/core/input/fold-text';
import { paging } from '@/lib/web/paging';

export const searchDocumentsSchema = z.object({
  q: z.string().min(1).max(100).transform(foldText).pipe(z.string().min(1)),
  type: z.enum(['club', 'court']).optional(),
  ...paging,
});

const hitSchema = z.object({
  type: z.enum(['club', 'court']),
  object_id: z.number(),
  slug: z.string(),
  name: z.string(),
  city: z.string(),
  total: z.number(),
});
export type Hit = {
  type: 'club' | 'court';
  id: number;
  slug: string;
  name: string;
  city: string;
  highlight: string;
};

/**
 * The least share of trigrams (pg_trgm's strict_word_similarity) for a typing slip. One wrong letter in the middle of
 * a word of six leaves 0.4, which PostgreSQL's default of 0.5 would refuse.
 */
const LEAST_SIMILARITY = 0.39;

/**
 * Clubs and courts by name, city and address, best first, without regard to accents and with typing slips allowed. A
 * document with every word comes before a similar one.
 */
export async function searchDocuments({
  q: words,
  type,
  page,
  pageSize,
}: z.output<typeof searchDocumentsSchema>): Promise<{ results: Hit[]; count: number }> {
  const rows = await sql()`
    with hits as (
      select type, object_id, slug, name, city,
             words like ${`%${escapeLike(words)}%`} as literal, strict_word_similarity(${words}, words) as likeness
      from search_documents
      ${type ? sql()`where type = ${type}` : sql()``}
    ), best as (
      select *, bool_or(literal) over () as any_literal from hits
    )
    select type, object_id, slug, name, city, count(*) over ()::int as total from best
    where literal or (not any_literal and likeness >= ${LEAST_SIMILARITY})
    order by literal desc, likeness desc, type, name, object_id
    limit ${pageSize} offset ${(page - 1) * pageSize}`;
  const hits = z.array(hitSchema).parse([...rows]);
  return {
    count: hits[0]?.total ?? 0,
    results: hits.map((hit) => ({
      type: hit.type,
      id: hit.object_id,
      slug: hit.slug,
      name: hit.name,
      city: hit.city,
      highlight: highlight(hit.name, words),
    })),
  };
}

/** The name with the matching words between asterisks, as plain text, so that a name cannot become markup. */
function highlight(name: string, words: string): string {
  const wanted = words.split(' ');
  return name
    .split(' ')
    .map((word) => (wanted.some((part) => foldText(word).startsWith(part)) ? `*${word}*` : word))
    .join(' ');
}
