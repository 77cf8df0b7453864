import { describe, expect, test } from 'vitest';
import { releaseHold } from '@/lib/reservations/release-hold';
import { claimBooking } from '@/lib/reservations/visitors/claim-booking';
import { priceRules } from '@/db/schema';
import { db } from '@/db';
import { eq } from 'drizzle-orm';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { readBooking } from '@/test/bookings';
import { makeUser, personContext } from '@/test/factories';
import { useSandbox } from '@/test/sandbox';
import { lapse, makeWaitedFor, takeTurns } from '@/test/waiting-list';
import { isOffer, listOffers } from './list-offers';
import { listSlotAlerts } from './list-slot-alerts';

useSandbox({ providers: ['stripe'] });

describe('somebody who waits', () => {
  test('sees their place among those who wait for a time that overlaps, first come first served', async () => {
    const { wait } = await makeWaitedFor({ durationsMinutes: [60, 90, 120] });
    const [first, , apart, last] = [
      await wait(undefined, { time: '19:30', durationMinutes: 60 }),
      await wait(undefined, { time: '21:30', durationMinutes: 60 }),
      await wait(undefined, { time: '19:00', durationMinutes: 60 }),
      await wait(),
    ];
    const aheadOf = async (user: typeof first) =>
      (await listSlotAlerts(personContext(user))).map(({ turns, ahead }) => ({ turns, ahead }));
    expect(await aheadOf(first)).toEqual([{ turns: 'all', ahead: 0 }]);
    expect(await aheadOf(apart)).toEqual([{ turns: 'all', ahead: 1 }]);
    expect(await aheadOf(last)).toEqual([{ turns: 'all', ahead: 1 }]);
  });

  test('is told how the clubs of the city do it', async () => {
    const { city, wait } = await makeWaitedFor();
    await makeWaitedFor({ city, waitingList: 'everybody' });
    expect(await listSlotAlerts(personContext(await wait()))).toMatchObject([{ turns: 'some' }]);
    const told = await makeWaitedFor({ waitingList: 'everybody' });
    expect(await listSlotAlerts(personContext(await told.wait()))).toMatchObject([{ turns: 'none' }]);
  });

  test('sees the court that is held for them, until it is over', async () => {
    const { club, taken, wait, offers } = await makeWaitedFor();
    const user = await wait();
    const ctx = () => ({ ...personContext(user), now: new Date() });
    expect(await listOffers(ctx())).toEqual([]);
    await taken[0]?.free();
    await takeTurns();
    const [offer] = await offers();
    const reservationId = offer?.hold.id ?? '';
    expect(await listOffers(ctx())).toMatchObject([{ reservationId, club: { name: club.name } }]);
    expect(await listOffers(personContext(await makeUser()))).toEqual([]);
    expect(await isOffer(reservationId)).toBe(true);
    expect(await isOffer(taken[0]?.booking.id ?? '')).toBe(false);
    if (offer) await lapse(offer);
    expect(await listOffers(ctx())).toEqual([]);
  });

  test('sees nothing of it once they let it go', async () => {
    const { taken, wait, offers } = await makeWaitedFor();
    const user = await wait();
    await taken[0]?.free();
    await takeTurns();
    const [offer] = await offers();
    await releaseHold(personContext(user), { reservationId: offer?.hold.id ?? '' });
    expect(await listOffers({ ...personContext(user), now: new Date() })).toEqual([]);
  });

  test('books a court that costs nothing by a press of the button, once, and nobody else does', async () => {
    const { club, taken, wait, offers } = await makeWaitedFor();
    await db().update(priceRules).set({ pricePerHourMinor: 0 }).where(eq(priceRules.clubId, club.id));
    dropCatalogue();
    const user = await wait();
    await taken[0]?.free();
    await takeTurns();
    const [offer] = await offers();
    const reservationId = offer?.hold.id ?? '';
    const stranger = personContext(await makeUser());
    await expect(claimBooking(stranger, { reservationId })).rejects.toMatchObject({ code: 'not_found' });
    await claimBooking({ ...personContext(user), now: new Date() }, { reservationId });
    expect(await readBooking(reservationId)).toMatchObject({ status: 'confirmed', payments: [] });
    const again = claimBooking({ ...personContext(user), now: new Date() }, { reservationId });
    await expect(again).rejects.toMatchObject({ code: 'conflict' });
  });
});
