import { inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { dues, payments, refunds, reservations, tillEntries, users } from '@/db/schema';
import { refundFor } from '@/lib/cancellations/refund-policy';
import { IS_LACKING, IS_SOLD } from '@/lib/ledger/money-words';
import type { Ledger } from './ledger';
import type { Story } from './story';

type Reservation = typeof reservations.$inferSelect;
type Booking = Reservation & {
  email: string;
  paidAt: Date | null;
  mismatch: boolean;
  /** What came by card and what came at the desk, each without what went back. */
  netMinor: number;
  tillMinor: number;
  /** What the desk took, before what it paid out. */
  takenMinor: number;
  /** What is still owed or was waived, negative when the club owes it. */
  dueMinor: number;
  /** What each of the others had paid of a shared cost, and whoever booked. */
  shareMinors: number[];
  ownMinor: number;
  /** Where it was before it moved. */
  left: Left[];
};

type Left = { courtId: number; startsAt: Date; endsAt: Date };

/** Checks that exactly those who have a court have paid its price, and that players were told the truth. */
export async function judgeBookings(ledger: Ledger, stories: readonly Story[]): Promise<string[]> {
  const bookings = await readBookings(ledger);
  const told = tellTogether(stories);
  const asked = await readAsked();
  return [
    ...[...bookings.values()].flatMap((booking) => judgeAsked(booking, asked.has(booking.id))),
    ...[...bookings.values()].flatMap((booking) =>
      judgeMoney(booking, told.get(booking.id)?.meddled ?? 'no'),
    ),
    ...[...told.values()].flatMap((story) => judgeStory(story, bookings)),
    ...judgeStrays(stories, bookings),
  ];
}

const WEIGHT = { ok: 3, unknown: 2, fail: 1, no: 0 } as const;

/** Stories for the same court share its reservation and are judged together. */
function tellTogether(stories: readonly Story[]): Map<string, Story> {
  const told = new Map<string, Story>();
  for (const story of stories) {
    const { reservationId: id } = story;
    const other = id === null ? undefined : told.get(id);
    if (id === null) continue;
    if (!other) {
      told.set(id, story);
      continue;
    }
    told.set(id, {
      ...other,
      paid: WEIGHT[story.paid] > WEIGHT[other.paid] ? story.paid : other.paid,
      cancelled: WEIGHT[story.cancelled] > WEIGHT[other.cancelled] ? story.cancelled : other.cancelled,
      meddled: other.meddled === 'no' ? story.meddled : other.meddled,
    });
  }
  return told;
}

/** Every reservation with what its player paid by Stripe's books. */
async function readBookings({ intents }: Ledger): Promise<Map<string, Booking>> {
  const emails = new Map((await db().select().from(users)).map(({ id, email }) => [id, email]));
  const bookings = new Map<string, Booking>();
  for (const row of await db().select().from(reservations)) {
    const email = emails.get(row.userId ?? '') ?? '';
    const nothing = { netMinor: 0, tillMinor: 0, takenMinor: 0, dueMinor: 0, shareMinors: [], ownMinor: 0 };
    bookings.set(row.id, { ...row, ...nothing, email, paidAt: null, mismatch: false, left: [] });
  }
  for (const { id, ...left } of await readLeft()) bookings.get(id)?.left.push(left);
  for (const { reservationId, kind, amountMinor } of await db().select().from(tillEntries)) {
    const booking = bookings.get(reservationId ?? '');
    if (!booking) continue;
    booking.tillMinor += amountMinor;
    if (kind === 'payment') booking.takenMinor += amountMinor;
  }
  for (const { reservationId, amountMinor, settledAt } of await db().select().from(dues)) {
    const booking = bookings.get(reservationId);
    if (booking && settledAt === null) booking.dueMinor += amountMinor;
  }
  const vain = await readVain();
  for (const { id, reservationId, paymentIntentId, completedAt, needsReview, paysFor } of await db()
    .select()
    .from(payments)) {
    const booking = bookings.get(reservationId);
    const intent = intents.get(paymentIntentId ?? '');
    if (!booking) continue;
    booking.paidAt ??= completedAt;
    booking.mismatch ||= needsReview === 'amount_mismatch';
    booking.netMinor += (intent?.amount_received ?? 0) - (intent?.amount_refunded ?? 0);
    if (!intent || !completedAt || vain.has(id)) continue;
    if (paysFor === 'share') booking.shareMinors.push(intent.amount_received);
    else booking.ownMinor += intent.amount_received;
  }
  return bookings;
}

/** The payments that bought nothing and went back whole. */
async function readVain(): Promise<Set<string>> {
  const causes = ['late_payment', 'amount_mismatch', 'duplicate_payment'] as const;
  const rows = await db()
    .select({ id: refunds.paymentId })
    .from(refunds)
    .where(inArray(refunds.cause, causes));
  return new Set(rows.map(({ id }) => id));
}

const leftSchema = z.array(
  z.object({ id: z.string(), courtId: z.number(), startsAt: z.coerce.date(), endsAt: z.coerce.date() }),
);

/** The places that bookings left by a move, by the audit. */
async function readLeft() {
  const rows = await db().execute(sql`select entity_id as id, (m ->> 'from_court_id')::int as "courtId",
    m ->> 'from_starts_at' as "startsAt", m ->> 'from_ends_at' as "endsAt"
    from audit cross join lateral (select detail -> 'moved' as m) moved
    where entity = 'reservation' and jsonb_typeof(m) = 'object'`);
  return leftSchema.parse([...rows]);
}

const askedSchema = z.array(z.object({ id: z.string() }));

/**
 * The bookings of which staff must decide whether they stand without the money that went back in Stripe's dashboard.
 */
async function readAsked(): Promise<Set<string>> {
  const rows = await db().execute(sql`select r.id from reservations r where ${IS_SOLD} and ${IS_LACKING}`);
  return new Set(askedSchema.parse([...rows]).map(({ id }) => id));
}

/** Staff are asked about each court without its full price, and about no other. */
function judgeAsked(booking: Booking, isAsked: boolean): string[] {
  const { id, status, priceMinor, netMinor } = booking;
  const lacks = (status === 'confirmed' || status === 'completed') && costOf(booking) < priceMinor;
  if (lacks === isAsked) return [];
  return [`P5 ${id} is ${status} for ${netMinor}, and staff are ${isAsked ? '' : 'not '}asked about it`];
}

function judgeMoney(booking: Booking, meddled: Story['meddled']): string[] {
  const owed = meddled === 'refunded_in_dashboard' ? 0 : owedFor(booking);
  const cost = costOf(booking);
  return cost === owed
    ? []
    : [`P5 ${booking.id} is ${booking.status} and cost its player ${cost} instead of ${owed}`];
}

/** What it has cost and will have cost once nothing is owed any more. */
const costOf = ({ netMinor, tillMinor, dueMinor }: Booking) => netMinor + tillMinor + dueMinor;

/**
 * The price of a court that is theirs, and what the policy keeps of one that was given up. Of a shared cost it keeps a
 * part of each share, and what it keeps of shares that nobody paid comes off what the booker gets back.
 */
function owedFor(booking: Booking): number {
  const { status, priceMinor, refundPolicy, startsAt, confirmedAt, cancelledAt, kind } = booking;
  if (status === 'confirmed' || status === 'completed') return priceMinor;
  if (status !== 'cancelled' || !confirmedAt || !cancelledAt) return 0;
  const keptOf = (paidMinor: number) => {
    const paid = { paidMinor, leftMinor: paidMinor, currency: 'EUR' };
    return paidMinor - refundFor(refundPolicy, paid, startsAt.getTime(), cancelledAt.getTime()).amountMinor;
  };
  if (booking.sharing === null) return keptOf(kind === 'booking' ? priceMinor : booking.takenMinor);
  const { shareMinors, ownMinor } = booking;
  const openMinor = shareMinors.reduce((left, share) => left - share, priceMinor - ownMinor);
  const keptOfOwn = Math.min(ownMinor, keptOf(ownMinor) + keptOf(openMinor));
  return shareMinors.reduce((sum, share) => sum + keptOf(share), keptOfOwn);
}

function judgeStory(story: Story, bookings: Map<string, Booking>): string[] {
  if (story.reservationId === null) return [];
  const booking = bookings.get(story.reservationId);
  if (!booking) return [`P5 ${story.reservationId} was promised to ${story.email} and is gone`];
  const { id, status, netMinor } = booking;
  if (status === 'payment_pending' || status === 'pending') return [`P5 ${id} was never settled`];
  if (story.cancelled === 'ok' && status !== 'cancelled') return [`P5 ${id} was cancelled and is ${status}`];
  if (story.meddled === 'wrong_amount' && status === 'confirmed') {
    return [`P5 ${id} was paid with another amount and is confirmed`];
  }
  if (story.paid === 'fail' && netMinor !== 0) return [`P5 ${id} was declined and cost ${netMinor}`];
  if (story.paid === 'ok' && story.cancelled === 'no') return judgePaid(booking, bookings);
  return [];
}

/** A payer who gave nothing up has the court, unless somebody else took it or the amount was wrong. */
function judgePaid(booking: Booking, bookings: Map<string, Booking>): string[] {
  const { id, status, paidAt, mismatch } = booking;
  if (status === 'confirmed' || status === 'completed') return [];
  if (!paidAt) return [`P5 ${id} was paid and is not in our books`];
  if (mismatch || hadRival(booking, paidAt, bookings)) return [];
  return [`P5 ${id} was paid, is ${status}, and nobody else had its court`];
}

function hadRival(booking: Booking, at: Date, bookings: Map<string, Booking>): boolean {
  const meets = (place: Left) =>
    place.courtId === booking.courtId && place.startsAt < booking.endsAt && place.endsAt > booking.startsAt;
  return [...bookings.values()].some(
    (other) =>
      other.id !== booking.id &&
      [other, ...other.left].some(meets) &&
      other.createdAt <= at &&
      (other.confirmedAt
        ? !other.cancelledAt || other.cancelledAt > at
        : lastedUntil(other) + GRACE_MS >= at.getTime()),
  );
}

/** Between taking the court and writing when. */
const GRACE_MS = 5_000;

const lastedUntil = ({ holdExpiresAt, cancelledAt, updatedAt }: Booking): number =>
  (cancelledAt ?? holdExpiresAt ?? updatedAt).getTime();

/**
 * Reservations of a player for a court of none of their stories. A refused request leaves none that cost anything,
 * and one without an answer at most one.
 */
function judgeStrays(stories: readonly Story[], bookings: Map<string, Booking>): string[] {
  const named = new Set(stories.map(({ reservationId }) => reservationId));
  const wishOf = (email: string, courtId: number, startsAt: number) => `${email} ${courtId} ${startsAt}`;
  const unheard = new Map<string, number>();
  for (const { email, wish, booked } of stories) {
    if (booked !== 'unknown') continue;
    const key = wishOf(email, wish.courtId, wish.startsAt);
    unheard.set(key, (unheard.get(key) ?? 0) + 1);
  }
  const breaches: string[] = [];
  for (const { id, email, courtId, startsAt, status, netMinor, kind, replaces } of bookings.values()) {
    if (stories.length === 0 || named.has(id) || kind !== 'booking') continue;
    if (netMinor !== 0) breaches.push(`P5 ${id} cost ${email} ${netMinor}, who was never told of it`);
    // The hold of a move is of its booking's story.
    if (netMinor !== 0 || replaces !== null) continue;
    const key = wishOf(email, courtId, startsAt.getTime());
    const left = unheard.get(key) ?? 0;
    unheard.set(key, left - 1);
    if (left < 1 && status === 'confirmed') breaches.push(`P5 ${id} is ${status}, and ${email} was refused`);
  }
  return breaches;
}
