import type { ComponentProps } from 'react';
import { ClubResult } from './club-result';

type Props = Omit<ComponentProps<typeof ClubResult>, 'found'> & {
  clubs: readonly ComponentProps<typeof ClubResult>['found'][];
  book: (form: FormData) => Promise<void>;
};

/** Clubs with starts, each start a button that books it. */
export function ClubResults({ clubs, book, ...asked }: Props) {
  return (
    <form action={book} className="grid gap-4">
      {clubs.map((found) => (
        <ClubResult key={found.club.id} found={found} {...asked} />
      ))}
    </form>
  );
}
