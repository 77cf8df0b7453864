import { randomUUID } from 'node:crypto';
import { asc, eq, isNotNull, and } from 'drizzle-orm';
import { db } from '@/db';
import { reservations, slotAlerts } from '@/db/schema';
import { createSlotAlert } from '@/lib/alerts/create-slot-alert';
import { sendSlotAlerts } from '@/lib/alerts/send-slot-alerts';
import { type WaitAtClub, waitAtClub } from '@/lib/alerts/wait-at-club';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { systemContext } from '@/lib/core/context';
import { addDays, firstInstantOf, parseLocalTime } from '@/lib/core/time';
import { inDays } from './bookings';
import { makeClub, makeCourt, makeReservation, makeUser, personContext, type User } from './factories';
import { zoneAtNoon } from './zone-at-noon';

/** Where people are awake now. */
const ZONE = zoneAtNoon();
/** The start for which people wait. */
export const WAITED = { date: inDays(2), time: '20:00', durationMinutes: 90 };

/** An instant on the clocks of `makeWaitedFor`, so many days before the day of the wait. */
export const onItsClock = (time: string, daysBefore = 0): Date =>
  new Date(firstInstantOf(addDays(WAITED.date, -daysBefore), parseLocalTime(time) ?? 0, ZONE));

/** Looks once for starts that freed, as the job does. */
export const takeTurns = (): Promise<number> => sendSlotAlerts(systemContext('test'));

/** A city whose only club offers freed starts in turn, with so many courts, all of them booked. */
export async function makeWaitedFor({
  courts: count = 1,
  time = WAITED.time,
  ...overrides
}: Parameters<typeof makeClub>[0] & { courts?: number; time?: string } = {}) {
  const city = `Soria ${randomUUID().slice(0, 8)}`;
  const club = await makeClub({
    city,
    timeZone: ZONE,
    waitingList: 'in_turn',
    gapRule: false,
    ...overrides,
  });
  const taken = [];
  for (let at = 0; at < count; at += 1) {
    const court = await makeCourt({ clubId: club.id });
    const booker = await makeUser();
    const booking = await makeReservation({
      courtId: court.id,
      userId: booker.id,
      startsAt: onItsClock(time),
    });
    const free = () => cancelReservation(personContext(booker), { reservationId: booking.id });
    taken.push({ court, booker, booking, free });
  }
  dropCatalogue();
  const wait = async (user?: User, wish: Partial<typeof WAITED> = {}) => {
    const waiter = user ?? (await makeUser());
    await createSlotAlert(personContext(waiter), { city, ...WAITED, time, ...wish });
    return waiter;
  };
  /** Somebody waits at the club alone, by default for that start on any court. */
  const waitHere = async (wish: Partial<WaitAtClub> = {}) => {
    const waiter = await makeUser();
    const { date, durationMinutes } = WAITED;
    const asked = { date, durationMinutes, from: time, until: time, courtIds: [], ...wish };
    await waitAtClub(personContext(waiter), { clubId: club.id, ...asked });
    return waiter;
  };
  return { city, club, taken, wait, waitHere, offers: () => listOffers(city) };
}

export type Offer = Awaited<ReturnType<typeof listOffers>>[number];

/** The offers that were made in a city, in their order. */
async function listOffers(city: string) {
  const rows = await db()
    .select({ alert: slotAlerts, hold: reservations })
    .from(slotAlerts)
    .innerJoin(reservations, eq(reservations.id, slotAlerts.offeredReservationId))
    .where(and(eq(slotAlerts.city, city), isNotNull(slotAlerts.offeredReservationId)))
    .orderBy(asc(reservations.id));
  return rows.map(({ alert, hold }) => ({ userId: alert.userId, alertId: alert.id, hold }));
}

/** As if the time of an offer had passed. */
export const lapse = ({ hold }: Offer) =>
  db()
    .update(reservations)
    .set({ holdExpiresAt: new Date(Date.now() - 1000) })
    .where(eq(reservations.id, hold.id));
