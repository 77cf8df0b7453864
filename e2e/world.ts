import { expect } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { reservations } from '@/db/schema';
import { addDays, dayBounds, HOUR_MS, localDateOf } from '@/lib/core/time';
import { type Club, type Court, makeClub, makeCourt, makeReservation, type User } from '@/test/factories';
import { messagesTo } from '@/test/inbox';
import { keyHeaders } from '@/test/requests';
import { payIntent, stripeControl } from '@/test/stripe-control';
import { baseUrl, sandbox } from './environment';

/** A club of the test's own, so that no other test wants its courts. */
export type OwnClub = Club & { courts: readonly [Court, Court] };

/** The same all along, although midnight may come between two lines of a test. */
const today = localDateOf(Date.now(), 'Europe/Madrid');

/** A date in Madrid, so many days from today. */
export const inDays = (days: number) => addDays(today, days);

/** A city of its own, whose name needs no encoding in an address. */
export const ownCity = () => `Villa-${crypto.randomUUID().slice(0, 8)}`;

/** Every journey waits for this, and each waits the longer the more rarely it looks. */
const SOON = { intervals: [25, 50, 100] };

/**
 * A club of its own, by default in a city of its own, with two padel courts at 30 € an hour. It can be found once
 * this returns.
 */
export async function openClub(
  city = ownCity(),
  more: Parameters<typeof makeClub>[0] = {},
): Promise<OwnClub> {
  const club = await makeClub({ ...more, city, name: `Pádel ${crypto.randomUUID().slice(0, 8)}` });
  const courts: [Court, Court] = [
    await makeCourt({ clubId: club.id, name: 'Pista 1', position: 1 }),
    await makeCourt({ clubId: club.id, name: 'Pista 2', position: 2 }),
  ];
  // The app hears of new rows by NOTIFY, a moment later.
  await expect.poll(() => freeStarts(courts[1].id, inDays(2)), SOON).toContain('10:00');
  return { ...club, courts };
}

/** Closes all of a club on a date, for a reason. */
export async function closeClub(club: OwnClub, date: string, note: string): Promise<void> {
  const { startsAt, endsAt } = dayBounds(date, club.timeZone);
  for (const { id: courtId } of club.courts) {
    await makeReservation({
      courtId,
      kind: 'closure',
      note,
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
    });
  }
}

/** Adds a court for two to a club. It can be found once this returns. */
export async function singlesCourt(club: OwnClub): Promise<void> {
  const court = await makeCourt({ clubId: club.id, name: 'Individual', position: 3, format: 'single' });
  await expect.poll(() => freeStarts(court.id, inDays(2)), SOON).toContain('10:00');
}

const availability = z.object({ available_slots: z.array(z.object({ start_time: z.string() })) });

/** The starts for 90 minutes that the API offers. */
export async function freeStarts(courtId: number, date: string): Promise<string[]> {
  const answer = await fetch(
    new URL(`/api/v1/courts/${courtId}/availability?date=${date}&duration=90`, baseUrl()),
  );
  if (!answer.ok) return [];
  return availability.parse(await answer.json()).available_slots.map((slot) => slot.start_time);
}

const created = z.object({ id: z.uuid(), payment: z.object({ payment_intent_id: z.string() }) });
type Slot = { courtId: number; date?: string; startTime?: string };

/** Holds 90 minutes by the API as this person, by default the day after tomorrow at 10:00. */
export async function hold(user: User, { courtId, date = inDays(2), startTime = '10:00' }: Slot) {
  const answer = await fetch(new URL('/api/v1/reservations', baseUrl()), {
    method: 'POST',
    headers: { ...(await keyHeaders(user)), 'content-type': 'application/json' },
    body: JSON.stringify({ court_id: courtId, date, start_time: startTime, duration: 90 }),
  });
  const body: unknown = await answer.json();
  if (answer.status !== 201) throw new Error(`hold: ${answer.status} ${JSON.stringify(body)}`);
  const { id, payment } = created.parse(body);
  return { id, intentId: payment.payment_intent_id };
}

/** The same, paid, and confirmed by Stripe's webhook. */
export async function book(user: User, slot: Slot) {
  const held = await hold(user, slot);
  await pay(held.intentId);
  await untilStatus(held.id, 'confirmed');
  return held;
}

/** The money arrives without an open checkout. */
export const pay = (intentId: string) => payIntent(sandbox(), intentId);

export async function statusOf(reservationId: string): Promise<string | undefined> {
  const [row] = await db().select().from(reservations).where(eq(reservations.id, reservationId));
  return row?.status;
}

/** An event may get lost, and the sweep comes every minute. */
export const WITHIN_A_SWEEP = { timeout: 75_000, intervals: [100, 150, 250] };

export const untilStatus = (reservationId: string, status: string) =>
  expect.poll(() => statusOf(reservationId), WITHIN_A_SWEEP).toBe(status);

/** Moves a game so many hours from now. */
export async function startInHours(reservationId: string, hours: number): Promise<void> {
  const startsAt = new Date(Date.now() + hours * HOUR_MS);
  const endsAt = new Date(startsAt.getTime() + 1.5 * HOUR_MS);
  await db().update(reservations).set({ startsAt, endsAt }).where(eq(reservations.id, reservationId));
}

/** Lets the hold run out, as if its minutes had passed. */
export const lapse = (reservationId: string) =>
  db()
    .update(reservations)
    .set({ holdExpiresAt: new Date(Date.now() - 1_000) })
    .where(eq(reservations.id, reservationId));

export const mailsTo = (user: Pick<User, 'email'>) => messagesTo(sandbox(), user.email);

/** Waits for a mail to a person whose subject contains these words. */
export const untilMailed = (user: Pick<User, 'email'>, words: string) =>
  expect
    .poll(async () => (await mailsTo(user)).map(({ subject }) => subject), WITHIN_A_SWEEP)
    .toContainEqual(expect.stringContaining(words));

const stripeState = z.object({
  payment_intents: z.array(
    z.object({ id: z.string(), amount_received: z.number(), metadata: z.record(z.string(), z.string()) }),
  ),
  charges: z.array(z.object({ payment_intent: z.string(), status: z.string(), amount: z.number() })),
});

/** The amounts, in cents, that Stripe took for a reservation. */
export async function chargesOf(reservationId: string): Promise<number[]> {
  const { payment_intents, charges } = stripeState.parse(await stripeControl(sandbox(), 'state'));
  const mine = payment_intents.filter(({ metadata }) => metadata.reservation_id === reservationId);
  return charges
    .filter(
      ({ payment_intent, status }) => status === 'succeeded' && mine.some(({ id }) => id === payment_intent),
    )
    .map(({ amount }) => amount);
}
