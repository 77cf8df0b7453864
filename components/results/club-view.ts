import type { Route } from 'next';
import type { PlanView } from '@/components/plan/plan-view';
import type { StripRun } from './strip-runs';

/** A start as a button: its value, its words and whether it was asked for. */
export type ChipView = { value: string; title: string; price: string; mark?: string; asked?: boolean };

/** A club's photo with its plan, or its plan alone. */
export type PictureView = {
  photo: { id: string; width: number; height: number; alt: string } | null;
  plan: PlanView;
  /** What the plan shows. */
  label: string;
};

/** The lowest price of a day, with the word before it. */
type PriceView = { from: string; price: string };

/** What every card shows of a club, in the reader's language. */
export type ClubView = {
  name: string;
  href: Route;
  picture: PictureView;
  price: PriceView | null;
  /** What a start does, for screen readers. */
  startAt: string;
};

/** A club on the home page. */
export type ShortClubView = ClubView & { place: string; chips: ChipView[] };

/** A club of the results. */
export type FoundClubView = ClubView & {
  id: number;
  place: string;
  zone: { timeZone: string; at: number; text: string };
  distance: string | null;
  facts: string;
  parts: { name: string; chips: ChipView[] }[];
  wholeDay: { label: string; at: string };
  /** Why what was asked for is not among the starts. */
  notAsAsked: string[];
  quota: { title: string; text: string } | null;
  day: { label: string; runs: StripRun[]; cells: number };
};
