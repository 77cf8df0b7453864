/** How a step ended for its caller: done, refused or unknown. */
export type Outcome = 'ok' | 'fail' | 'unknown';

/** What happened to a payment outside of Pista, which changes the expected result. */
export type Meddling = 'no' | 'wrong_amount' | 'refunded_in_dashboard' | 'disputed';

/** The wanted court and start, in epoch milliseconds. */
type Wish = { courtId: number; startsAt: number };

/** One player's story, as that player saw it. */
export type Story = {
  email: string;
  wish: Wish;
  booked: Outcome;
  reservationId: string | null;
  /** Whether the card was charged, as far as Stripe told the browser. */
  paid: Outcome | 'no';
  /** Whether the hold had run out before. */
  paidLate: boolean;
  cancelled: Outcome | 'no';
  meddled: Meddling;
};
