import type { FoundClub } from '@/lib/availability/search-clubs';
import type { AskedOfClubs } from './asked-of-clubs';
import { ClubResult } from './club-result';
import { viewFoundClubs } from './view-clubs';

type Props = {
  /** Those that are shown. */
  clubs: readonly FoundClub[];
  asked: AskedOfClubs;
  book: (form: FormData) => Promise<void>;
};

/** Clubs with starts, each start a button that books it. */
export async function ClubResults({ clubs, asked, book }: Props) {
  const views = await viewFoundClubs(clubs, asked);
  return (
    <form action={book} className="grid gap-4">
      {views.map((view, at) => (
        <ClubResult key={view.id} view={view} first={at === 0} />
      ))}
    </form>
  );
}
