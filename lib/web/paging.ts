import { env } from '@/lib/core/env';
import { plainInteger } from '@/lib/core/input/plain-number';

/** The paging members of a list's input. Spread them into its schema. */
export const paging = {
  page: plainInteger(1, 10_000).default(1),
  pageSize: plainInteger(1, 100).default(20),
};
export type Paging = { page: number; pageSize: number };

/** The paging members as a query writes them. */
export const pagingQuery = { page: paging.page, page_size: paging.pageSize };

/** A list's query under the verb's names. */
export const readPaging = <Query extends { page_size: number }>({ page_size, ...rest }: Query) => ({
  ...rest,
  pageSize: page_size,
});

/** A list as the API gives it. `next` is the address of the following page, null on the last one. */
export function paged<Result>(
  results: Result[],
  { page, pageSize, count, url }: Paging & { count: number; url: string },
): { results: Result[]; count: number; next: string | null } {
  if (page * pageSize >= count) return { results, count, next: null };
  const { pathname, search } = new URL(url);
  const next = new URL(pathname + search, env().NEXTAUTH_URL);
  next.searchParams.set('page', String(page + 1));
  return { results, count, next: next.href };
}
