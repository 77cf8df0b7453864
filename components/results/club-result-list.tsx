'use client';

import { ClubResult } from './club-result';
import type { CardsView, FoundClubView } from './club-view';

type Props = { views: readonly FoundClubView[]; cards: CardsView };

/** Clubs one below the other. */
export const ClubResultList = ({ views, cards }: Props) =>
  views.map((view, at) => <ClubResult key={view.id} view={view} cards={cards} first={at === 0} />);
