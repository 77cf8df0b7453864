import type { FoundClub } from '@/lib/availability/search-clubs';
import type { AskedOfClubs } from './asked-of-clubs';
import { ClubResult } from './club-result';

type Props = {
  clubs: readonly FoundClub[];
  asked: AskedOfClubs;
  book: (form: FormData) => Promise<void>;
};

/** Clubs with starts, each start a button that books it. */
export function ClubResults({ clubs, asked, book }: Props) {
  return (
    <form action={book} className="grid gap-4">
      {clubs.map((found) => (
        <ClubResult key={found.club.id} found={found} asked={asked} />
      ))}
    </form>
  );
}
