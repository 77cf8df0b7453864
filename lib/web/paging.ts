import { env } from '@/lib/core/env';
import { plainInteger } from '@/lib/core/input/plain-number';

/** The paging fields of a list's query, to be spread into its schema. */
export const pagingQuery = {
  page: plainInteger(1, 10_000).default(1),
  page_size: plainInteger(1, 100).default(20),
};

/** A list as the API gives it. `next` is the address of the following page, null on the last one. */
export function paged<Result>(
  results: Result[],
  { page, page_size, count, url }: { page: number; page_size: number; count: number; url: string },
): { results: Result[]; count: number; next: string | null } {
  if (page * page_size >= count) return { results, count, next: null };
  const { pathname, search } = new URL(url);
  const next = new URL(pathname + search, env().NEXTAUTH_URL);
  next.searchParams.set('page', String(page + 1));
  return { results, count, next: next.href };
}
