import { and, eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { HELD, notices, reservations, slotAlerts } from '@/db/schema';
import { getClub } from '@/lib/catalogue/catalogue';
import { systemContext } from '@/lib/core/context';
import { settlePayment } from '@/lib/payments/settle-payment';
import { startPayment } from '@/lib/payments/start-payment';
import { readBooking } from '@/test/bookings';
import { personContext, type User } from '@/test/factories';
import { brokenInvariants } from '@/test/invariants';
import { useProcessDyingAt } from '@/test/other-process/dying';
import { leadOf, together } from '@/test/other-process/together';
import { useOtherProcess } from '@/test/other-process/use';
import { useSandbox } from '@/test/sandbox';
import { payIntent } from '@/test/stripe-control';
import { untilItIs, untilWaiting, whileUnwritten } from '@/test/waiting';
import { lapse, makeWaitedFor, takeTurns } from '@/test/waiting-list';
import { withoutLocks } from '@/test/without-locks';
import { makeOffer, type Outcome } from './make-offer';

const ROUNDS = 10;
const sandbox = useSandbox({ providers: ['stripe'] });
const other = useOtherProcess();
const processDyingAt = useProcessDyingAt();
const job = () => systemContext('test');

type World = Awaited<ReturnType<typeof makeWaitedFor>>;

const peopleOf = async ({ offers }: World) => (await offers()).map(({ userId }) => userId);
const toldOf = async (user: User) =>
  (
    await db()
      .select()
      .from(notices)
      .where(and(eq(notices.userId, user.id), eq(notices.kind, 'waitlist_offer')))
  ).length;

/** How many courts of the club are held. */
const countHolds = ({ club }: World) =>
  db().$count(
    reservations,
    and(eq(reservations.clubId, club.id), sql`${reservations.status} in ${[...HELD]}`),
  );

/** An offer of one of the club's courts to one who waits, as a job that has just looked would make it. */
async function offerOf({ club, taken }: World, user: User, at: number): Promise<Outcome> {
  const [alert] = await db().select().from(slotAlerts).where(eq(slotAlerts.userId, user.id));
  const court = taken[at]?.court;
  if (!alert || !court) throw new Error('they wait for a court that is there');
  const buyer = { userId: user.id, categories: new Map() };
  const startsAt = alert.startsAt.getTime();
  return makeOffer(job(), { alert, buyer, club: await getClub(club.id), court, startsAt });
}

describe('two processes at once', () => {
  test('offer one start to whoever waited longest, once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const world = await makeWaitedFor();
      const [first, second] = [await world.wait(), await world.wait()];
      await world.taken[0]?.free();
      await together(leadOf(round), takeTurns, (at) => other().callAt(at, 'takeTurns'));
      expect(await peopleOf(world)).toEqual([first.id]);
      expect([await toldOf(first), await toldOf(second), await countHolds(world)]).toEqual([1, 0, 1]);
    }
  });

  test('offer two starts that free together to the first two, one each', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const world = await makeWaitedFor({ courts: 2 });
      const people = [await world.wait(), await world.wait(), await world.wait()];
      const freeing = world.taken.map(({ free }) => free());
      await together(leadOf(round), takeTurns, (at) => other().callAt(at, 'takeTurns'));
      await Promise.all(freeing);
      await takeTurns();
      expect((await peopleOf(world)).toSorted()).toEqual(
        [people[0]?.id ?? '', people[1]?.id ?? ''].toSorted(),
      );
      expect(await countHolds(world)).toBe(2);
    }
  });

  test('an answer against the lapse: the court is of the one who paid, or the next has it and the money goes back', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const world = await makeWaitedFor();
      const [first, second] = [await world.wait(), await world.wait()];
      await world.taken[0]?.free();
      await takeTurns();
      const [offer] = await world.offers();
      if (!offer) throw new Error('the first has the turn');
      const { paymentIntentId } = await startPayment(personContext(first), { reservationId: offer.hold.id });
      await payIntent(sandbox(), paymentIntentId);
      await lapse(offer);
      await together(leadOf(round), takeTurns, (at) => other().callAt(at, 'settle', paymentIntentId));
      await takeTurns();
      const { status, refunds } = await readBooking(offer.hold.id);
      const isFirst = status === 'confirmed';
      expect(await peopleOf(world)).toEqual(isFirst ? [first.id] : [first.id, second.id]);
      expect(refunds.map(({ amountMinor }) => amountMinor)).toEqual(isFirst ? [] : [4500]);
    }
  });

  test('two offers of two courts to one person leave one', async () => {
    const world = await makeWaitedFor({ courts: 2 });
    const user = await world.wait();
    for (const { free } of world.taken) await free();
    const outcomes = await Promise.all([offerOf(world, user, 0), offerOf(world, user, 1)]);
    expect(outcomes.toSorted()).toEqual(['answered', 'offered']);
    expect(await countHolds(world)).toBe(1);
  });

  test('two offers of one court to two people leave one', async () => {
    const world = await makeWaitedFor();
    const [first, second] = [await world.wait(), await world.wait()];
    await world.taken[0]?.free();
    const outcomes = await Promise.all([offerOf(world, first, 0), offerOf(world, second, 0)]);
    expect(outcomes.toSorted()).toEqual(['offered', 'taken']);
    expect(await countHolds(world)).toBe(1);
  });
});

describe('a process that is killed', () => {
  test('after the start freed, before the offer stands: nothing of it is left, and the next run makes it', async () => {
    const world = await makeWaitedFor();
    const [first] = [await world.wait(), await world.wait()];
    await world.taken[0]?.free();
    const dying = await processDyingAt('offer_written');
    await expect(dying.call('takeTurns')).rejects.toThrow('gone');
    expect([await peopleOf(world), await toldOf(first), await countHolds(world)]).toEqual([[], 0, 0]);
    await takeTurns();
    expect([await peopleOf(world), await toldOf(first), await countHolds(world)]).toEqual([[first.id], 1, 1]);
  });

  test('after the offer, before the answer: it stands, is made once, and can be paid', async () => {
    const world = await makeWaitedFor();
    const [first, second] = [await world.wait(), await world.wait()];
    await world.taken[0]?.free();
    const dying = await processDyingAt('offer_made');
    await expect(dying.call('takeTurns')).rejects.toThrow('gone');
    await takeTurns();
    expect([await peopleOf(world), await toldOf(first), await toldOf(second)]).toEqual([[first.id], 1, 0]);
    const [offer] = await world.offers();
    const reservationId = offer?.hold.id ?? '';
    const { paymentIntentId } = await startPayment(personContext(first), { reservationId });
    await payIntent(sandbox(), paymentIntentId);
    await settlePayment(job(), paymentIntentId);
    expect(await readBooking(reservationId)).toMatchObject({ status: 'confirmed', refunds: [] });
  });
});

test('after all of that, every invariant holds', async () => {
  expect(await brokenInvariants()).toEqual([]);
});

describe('control', () => {
  test('without locks, two offers of two courts to one person hold both', () =>
    withoutLocks(() =>
      untilItIs(2, async () => {
        const world = await makeWaitedFor({ courts: 2 });
        const user = await world.wait();
        for (const { free } of world.taken) await free();
        const both = await whileUnwritten('slot_alerts', async () => {
          const offers = [offerOf(world, user, 0), offerOf(world, user, 1)];
          await untilWaiting(2);
          return offers;
        });
        await Promise.allSettled(both);
        return countHolds(world);
      }),
    ));

  test('without locks and constraint, two offers of one court to two people hold it twice', () =>
    withoutLocks(async () => {
      await db().execute(sql`alter table reservations drop constraint reservations_no_overlap`);
      await untilItIs(2, async () => {
        const world = await makeWaitedFor();
        const people = [await world.wait(), await world.wait()];
        await world.taken[0]?.free();
        const both = await whileUnwritten('slot_alerts', async () => {
          const offers = people.map((user) => offerOf(world, user, 0));
          await untilWaiting(2);
          return offers;
        });
        await Promise.allSettled(both);
        return countHolds(world);
      });
    }));
});
