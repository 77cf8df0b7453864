import { test as base, expect } from './fixtures';
import { chargesOf, hold } from './world';

export { expect };

/** The price of ninety minutes in a test's club. */
export const PRICE = 4500;

type Steps = {
  /** A court that the player holds. */
  held: Awaited<ReturnType<typeof hold>>;
  /** Opens its checkout and pays with this card. */
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
