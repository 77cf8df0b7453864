import { setTimeout as wait } from 'node:timers/promises';
import type { Sandbox } from '@/sandbox/start';
import type { Random } from '@/scripts/seed/random';
import { bookAsPlayer, lapse } from '@/test/bookings';
import { makeClub, makeCourt } from '@/test/factories';
import type { OtherProcess } from '@/test/other-process/start';
import { payIntent } from '@/test/stripe-control';

/** Two processes of the app and their one Stripe. */
export type Arena = { sandbox: Sandbox; left: OtherProcess; right: OtherProcess };

/** The reservations that competed for one court, in the order of their creation. */
type Fighters = string[];
export type Duel = { name: string; fight: (arena: Arena, random: Random) => Promise<Fighters> };

const LATEST_MS = 12;

/** Does both at once, each up to a few milliseconds late. */
const atOnce = async (random: Random, ...works: (() => Promise<unknown>)[]): Promise<void> => {
  const delaysMs = works.map(() => random.below(LATEST_MS));
  await Promise.allSettled(works.map((work, index) => wait(delaysMs[index]).then(work)));
};

/** The player pays, and this process hears of it first. */
const pay = (sandbox: Sandbox, process: OtherProcess, intentId: string) => async () => {
  await payIntent(sandbox, intentId);
  await process.call('settle', intentId);
};

async function rivals() {
  // The control has no lock of a city either, so each club has one of its own.
  const club = await makeClub({ city: crypto.randomUUID() });
  const { id: courtId } = await makeCourt({ clubId: club.id });
  const first = await bookAsPlayer({ courtId });
  await lapse(first.reservationId);
  const second = await bookAsPlayer({ courtId });
  return { first, second, fighters: [first.reservationId, second.reservationId] };
}

export const BOTH_RAN_OUT: Duel = {
  name: 'A18 both pay, and both holds have run out',
  fight: async ({ sandbox, left, right }, random) => {
    const { first, second, fighters } = await rivals();
    await lapse(second.reservationId);
    await atOnce(random, pay(sandbox, left, first.intentId), pay(sandbox, right, second.intentId));
    return fighters;
  },
};

export const DUELS: readonly Duel[] = [
  BOTH_RAN_OUT,
  {
    name: 'A18 both pay, and one of them holds the court',
    fight: async ({ sandbox, left, right }, random) => {
      const { first, second, fighters } = await rivals();
      await atOnce(random, pay(sandbox, left, first.intentId), pay(sandbox, right, second.intentId));
      return fighters;
    },
  },
  {
    name: 'A20 one pays and cancels',
    fight: async ({ sandbox, left, right }, random) => {
      const { player, reservationId, intentId } = await bookAsPlayer();
      await atOnce(random, pay(sandbox, left, intentId), () => right.call('cancel', player, reservationId));
      await left.call('settle', intentId);
      return [reservationId];
    },
  },
  {
    name: 'B15 one pays as the hold ends and its intent is cancelled',
    fight: async ({ sandbox, left, right }, random) => {
      const { reservationId, paymentId, intentId } = await bookAsPlayer();
      await lapse(reservationId);
      await atOnce(random, pay(sandbox, left, intentId), async () => {
        await right.call('expire');
        await right.call('cancelIntent', paymentId);
      });
      await left.call('settle', intentId);
      return [reservationId];
    },
  },
];
