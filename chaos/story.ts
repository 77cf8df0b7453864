/** How a step ended for its caller: done, refused or unknown. */
export type Outcome = 'ok' | 'fail' | 'unknown';

/** What happened to a payment outside of Pista, which changes the expected result. */
export type Meddling = 'no' | 'wrong_amount' | 'refunded_in_dashboard' | 'disputed';

/** A court and a start, in epoch milliseconds. */
export type Place = { courtId: number; startsAt: number };

/** One player's story, as that player saw it. */
export type Story = {
  email: string;
  wish: Place;
  booked: Outcome;
  reservationId: string | null;
  /** Whether the card was charged, as far as Stripe told the browser. */
  paid: Outcome | 'no';
  /** Whether the hold had run out before. */
  paidLate: boolean;
  cancelled: Outcome | 'no';
  meddled: Meddling;
};

/** What a desk did with one walk-in, as that desk saw it. Null is what it cannot know. */
export type DeskStory = {
  clubId: number;
  booked: Outcome;
  reservationId: string | null;
  revision: number;
  place: Place | null;
  status: 'confirmed' | 'cancelled' | null;
  /** Whether money was taken, in part or in full. */
  taken: Outcome | 'no';
};
