import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { priceRules, reservations } from '@/db/schema';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { firstInstantOf } from '@/lib/core/time';
import { accountedOf } from '@/lib/ledger/read-figures';
import { type MoveOwn, moveOwnBooking } from '@/lib/moves/move-own-booking';
import type { Sandbox } from '@/sandbox/start';
import { bookAndPay, bookAsGuest, inDays } from './bookings';
import { makeClub, makeCourt } from './factories';

/** The day of the bookings that are moved. */
export const MOVING_DAY = inDays(3);
export const at = (hour: number, date = MOVING_DAY) =>
  new Date(firstInstantOf(date, hour * 60, 'Europe/Madrid'));

export async function reread(id: string) {
  const [row] = await db().select().from(reservations).where(eq(reservations.id, id));
  if (!row) throw new Error('a reservation is never deleted');
  return row;
}

/** What is paid, owed or waived for a reservation. */
export const accounted = (id: string) => db().transaction((tx) => accountedOf(tx, id));

/** A club with two courts at 45 €, a dear one (60 €) and two cheap ones (30 €). */
async function makeMovingClub(overrides: Parameters<typeof makeClub>[0] = {}) {
  const { id: clubId, ...club } = await makeClub({ undoSeconds: 60, gapRule: false, ...overrides });
  const courtAt = async (pricePerHourMinor: number, position: number) => {
    const court = await makeCourt({ clubId });
    const name = { es: 'Cristal', en: 'Glass' };
    await db()
      .insert(priceRules)
      .values({ clubId, position, name, courtIds: [court.id], pricePerHourMinor });
    return court;
  };
  const court = await courtAt(3000, -5);
  const other = await courtAt(3000, -4);
  const dear = await courtAt(4000, -3);
  const cheap = await courtAt(2000, -2);
  const cheaper = await courtAt(2000, -1);
  dropCatalogue();
  return { club: { id: clubId, ...club }, court, other, dear, cheap, cheaper };
}

/** How whoever has a booking moves it. */
function movesOf(from: Context, reservationId: string) {
  const wish = (change: Partial<MoveOwn> = {}): MoveOwn => ({
    reservationId,
    date: MOVING_DAY,
    startTime: '12:00',
    ...change,
  });
  const ctx = { ...from, now: new Date() };
  const move = (change: Partial<MoveOwn> = {}) => moveOwnBooking({ ...ctx, now: new Date() }, wish(change));
  return { ctx, wish, move };
}

/** A booking at ten for 45 €, paid by a player, at such a club. */
export async function makeMovable(sandbox: Sandbox, overrides: Parameters<typeof makeClub>[0] = {}) {
  const there = await makeMovingClub(overrides);
  const booked = await bookAndPay(sandbox, { courtId: there.court.id, date: MOVING_DAY });
  return { ...there, ...booked, ...movesOf(booked.ctx, booked.reservationId) };
}

/** The same booking, made without an account. */
export async function makeMovableAsGuest(sandbox: Sandbox) {
  const there = await makeMovingClub();
  const booked = await bookAsGuest(sandbox, { courtId: there.court.id, date: MOVING_DAY });
  return { ...there, ...booked, ...movesOf(booked.ctx, booked.reservationId) };
}

/** The same, with the dear court held and the intent of its difference. */
export async function makeDearer(sandbox: Sandbox, change: Partial<MoveOwn> = {}) {
  const booked = await makeMovable(sandbox);
  const moved = await booked.move({ courtId: booked.dear.id, ...change });
  if (moved.is !== 'held') throw new Error('a dearer place is held');
  const { paymentIntentId } = moved.payment;
  return { ...booked, hold: moved.reservationId, paymentIntentId, differenceMinor: moved.differenceMinor };
}
