import type { SearchQuery } from '@/components/search/search-query';

/** The search of which the clubs are results. */
export type AskedOfClubs = Pick<SearchQuery, 'time' | 'part'> & {
  date: string;
  durationMinutes: number;
  now: number;
};
