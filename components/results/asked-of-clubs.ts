import type { SearchQuery } from '@/components/search/search-query';

/** What a search asks of each club that it shows. */
export type AskedOfClubs = Pick<SearchQuery, 'time' | 'part'> & {
  date: string;
  durationMinutes: number;
  now: number;
};
