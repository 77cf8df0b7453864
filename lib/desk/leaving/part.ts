import type { Reads } from '@/db/snapshot';
import type { ClubRow } from '@/lib/clubs/leaving/closed-clubs';

/** What stands in a row by column. A number is an amount in minor units. */
export type Cells = Readonly<Record<string, string | number | null>>;

/** A table of a club, read piece by piece while its rows are taken. */
export type Part = {
  name: string;
  columns: readonly string[];
  rows: (on: Reads, club: ClubRow) => AsyncGenerator<Cells>;
};
