import { test as base, expect } from './fixtures';
import { chargesOf, hold } from './world';

export { expect };

/** What ninety minutes cost in the club of a test. */
export const PRICE = 4500;

type Steps = {
  /** A court that the player holds. */
  held: Awaited<ReturnType<typeof hold>>;
  /** Opens its checkout and presses the button with this card in the form. */
  payBy: (card: string) => Promise<void>;
  /** The page says that the court is booked, and Stripe took its price once. */
  expectPaidOnce: () => Promise<void>;
};

export const test = base.extend<Steps>({
  held: async ({ player, club }, use) => use(await hold(player, { courtId: club.courts[0].id })),

  payBy: async ({ checkout, held }, use) => use((card) => checkout.openAndPay(held.id, card, PRICE)),

  expectPaidOnce: async ({ reservation, held }, use) =>
    use(async () => {
      await expect(reservation.confirmed).toBeVisible();
      expect(await chargesOf(held.id)).toEqual([PRICE]);
    }),
});
