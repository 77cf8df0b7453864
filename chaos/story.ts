/** How a step ended, for whoever took it: done, refused, or nobody knows. */
export type Outcome = 'ok' | 'fail' | 'unknown';

/** What was done to a payment from outside Pista, which changes what must have become of it. */
export type Meddling = 'no' | 'wrong_amount' | 'refunded_in_dashboard' | 'disputed';

/** The court and start that somebody wants, in epoch milliseconds. */
export type Wish = { courtId: number; startsAt: number };

/** One player's story, as that player saw it. */
export type Story = {
  email: string;
  wish: Wish;
  booked: Outcome;
  reservationId: string | null;
  /** Whether the card was charged, by what Stripe told the browser. */
  paid: Outcome | 'no';
  /** Whether the hold had run out before. */
  paidLate: boolean;
  cancelled: Outcome | 'no';
  meddled: Meddling;
};
