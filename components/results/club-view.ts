import type { Route } from 'next';
import type { PlanView } from '@/components/plan/plan-view';
import type { StripPaths } from './strip-paths';

/** A start of a club as a button. */
export type ChipView = {
  courtId: number;
  time: string;
  price: string;
  /** On a court for two. */
  singles?: boolean;
  /** The start that was asked for. */
  asked?: boolean;
};

/** A club's photo with its plan, or its plan alone. */
export type PictureView = {
  photo: { id: string; width: number; height: number; alt: string } | null;
  plan: PlanView;
  /** What the plan shows. */
  label: string;
};

/** What every card shows of a club, in the reader's language. */
export type ClubView = {
  name: string;
  href: Route;
  picture: PictureView;
  place: string;
  /** The lowest price of the day. */
  price: string | null;
};

/** A club on the home page. */
export type ShortClubView = ClubView & { chips: ChipView[] };

/** A club of the results. */
export type FoundClubView = ClubView & {
  id: number;
  zone: { timeZone: string; at: number };
  distance: string | null;
  facts: string;
  parts: { name: string; chips: ChipView[] }[];
  /** Why what was asked for is not among the starts. */
  notAsAsked: string[];
  quota: { title: string; text: string } | null;
  day: { name: string; share: string; strip: StripPaths };
};

/** What the cards of a page have in common, so that it is sent once. */
export type CardsView = {
  date: string;
  durationMinutes: number;
  words: CardWords;
};

/** Names in braces stand for what each card says itself. */
type CardWords = {
  from: string;
  singles: string;
  /** What a start does, for screen readers, with `{club}`. */
  startAt: string;
  wholeDay: string;
  /** With `{club}`. */
  wholeDayAt: string;
  /** With `{city}`. */
  zone: string;
  /** How full the day is, with `{day}` and `{share}`. */
  strip: string;
};
