import type { FoundClub } from '@/lib/availability/search-clubs';
import type { AskedOfClubs } from './asked-of-clubs';
import { ClubResultList } from './club-result-list';
import { viewFoundClubs } from './view-clubs';

type Props = {
  /** Those that are shown. */
  clubs: readonly FoundClub[];
  asked: AskedOfClubs;
  book: (form: FormData) => Promise<void>;
};

/** Clubs with starts, each start a button that books it. */
export async function ClubResults({ clubs, asked, book }: Props) {
  return (
    <form action={book} className="grid gap-4">
      <ClubResultList {...(await viewFoundClubs(clubs, asked))} />
    </form>
  );
}
