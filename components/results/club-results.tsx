import type { FoundClub } from '@/lib/availability/search-clubs';
import { listFirstPhotos } from '@/lib/catalogue/list-first-photos';
import type { AskedOfClubs } from './asked-of-clubs';
import { ClubResult } from './club-result';

type Props = {
  /** Those that are shown. */
  clubs: readonly FoundClub[];
  asked: AskedOfClubs;
  book: (form: FormData) => Promise<void>;
};

/** Clubs with starts, each start a button that books it. */
export async function ClubResults({ clubs, asked, book }: Props) {
  const photos = await listFirstPhotos(clubs.map(({ club }) => club.id));
  return (
    <form action={book} className="grid gap-4">
      {clubs.map((found, at) => (
        <ClubResult
          key={found.club.id}
          found={found}
          asked={asked}
          photo={photos.get(found.club.id)}
          first={at === 0}
        />
      ))}
    </form>
  );
}
