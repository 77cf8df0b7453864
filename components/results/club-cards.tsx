'use client';

import { ClubCard } from './club-card';
import type { CardsView, ShortClubView } from './club-view';

type Props = { views: readonly ShortClubView[]; cards: CardsView };

/** Clubs side by side. */
export const ClubCards = ({ views, cards }: Props) => (
  <ul className="grid gap-5 sm:grid-cols-2 lg:grid-cols-4">
    {views.map((view, at) => (
      <li key={view.href}>
        <ClubCard view={view} cards={cards} first={at === 0} />
      </li>
    ))}
  </ul>
);
