import type { ExtraLine, PriceLine } from '@/db/schema';
import { priceOf } from '@/lib/availability/offer';
import { openWindows } from '@/lib/availability/open-day';
import { type Busy, listStartsByDuration } from '@/lib/availability/slots';
import { refundFor } from '@/lib/cancellations/refund-policy';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import {
  addDays,
  dayBounds,
  HOUR_MS,
  type LocalDate,
  localDateOf,
  MINUTE_MS,
  minuteOfDay,
  weekdayOf,
} from '@/lib/core/time';
import { priceExtras } from '@/lib/reservations/price-extras';
import type { SeededClub } from './insert-clubs';
import type { People } from './insert-people';
import { inventName, mailboxOf } from './names';
import { type Block, datesAround } from './plan-blocks';
import type { Random } from './random';

export type Booking = {
  club: Club;
  courtId: number;
  startsAt: number;
  endsAt: number;
  /** When it was booked. The court's rules allowed it then. */
  createdAt: number;
  priceMinor: number;
  lines: PriceLine[];
  extras: ExtraLine[];
  cancelledAt: number | null;
  /** The player who booked online, or a guest of the club. */
  by: { userId: string } | { guest: { name: string; email: string } };
  players: { userId: string | null; name: string }[];
};

/** A booking that the example must have. */
type Wanted = {
  courtPosition: number;
  days: number;
  minute: number;
  userId: string;
  with: Booking['players'];
};

/** Who books. */
type Players = Pick<People, 'players' | 'categories'>;

type Slot = { startsAt: number; minutes: number };
type CourtDay = { club: Club; court: Court; date: LocalDate; busy: Busy[] };

const ONLINE_SHARE = 0.7;
const CANCELLED_SHARE = 0.12;
const EXTRAS_SHARE = 0.1;
/** However long anybody takes to pay, it is less. */
export const PAID_WITHIN_MS = 6 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Paid and refunded before the days that are compared with Stripe. */
const LAST_MADE_BEFORE_MS = 76 * HOUR_MS;

/** Four weeks of a club's bookings around `nowMs`, on the grid and without gaps that nobody can book. */
export function planBookings(
  random: Random,
  { plan, club }: SeededClub,
  blocks: readonly Block[],
  people: Players,
  wanted: readonly Wanted[],
  nowMs: number,
): Booking[] {
  const today = localDateOf(nowMs, club.timeZone);
  return datesAround(today).flatMap((date) => {
    const playing = new Set<string>();
    return club.courts.flatMap((court) => {
      const busy = blocks.filter((block) => block.courtId === court.id);
      const day = { club, court, date, busy };
      const here = wanted.filter(
        (wish) => wish.courtPosition === court.position && addDays(today, wish.days) === date,
      );
      return planCourtDay(random, day, plan.demand, people, playing, here, nowMs);
    });
  });
}

function planCourtDay(
  random: Random,
  day: CourtDay,
  demand: number,
  people: Players,
  playing: Set<string>,
  wanted: readonly Wanted[],
  nowMs: number,
): Booking[] {
  const moments = bookingMoments(random, day, demand, wanted.length, nowMs);
  const busy = [...day.busy];
  const bookings: Booking[] = [];
  for (const [index, createdAt] of moments.entries()) {
    const wish = wanted[index];
    const slot = pickSlot(random, { ...day, busy }, createdAt, nowMs, wish);
    const booking = slot && book(random, day, slot, createdAt, people, playing, wish);
    if (!booking) continue;
    // The first booking of a day may be cancelled, after it was paid and before the next one.
    const nextAt = moments[1] ?? nowMs;
    const mayGiveUp = index === 0 && !wish && nextAt - createdAt > PAID_WITHIN_MS;
    if (mayGiveUp && random.next() < CANCELLED_SHARE) {
      const cancelledAt = Math.min(createdAt + 3 * HOUR_MS, nextAt);
      if (isRefundedInFull(booking, cancelledAt)) bookings.push({ ...booking, cancelledAt });
      continue;
    }
    busy.push(booking);
    bookings.push(booking);
  }
  return bookings;
}

/** When the day's bookings were made: in order, within the two weeks before it and some days ago. */
function bookingMoments(
  random: Random,
  { club, date }: CourtDay,
  demand: number,
  atLeast: number,
  nowMs: number,
): number[] {
  const windows = openWindows(club, date);
  const openMs = windows.reduce((sum, window) => sum + window.endsAt - window.startsAt, 0);
  const { startsAt } = dayBounds(date, club.timeZone);
  const daysAhead = Math.max(0, (startsAt - nowMs) / DAY_MS);
  const weekendLift = weekdayOf(date) >= 5 ? 1 : 0.7;
  const share = demand * weekendLift * Math.max(0.15, 1 - daysAhead * 0.08);
  const count = Math.round((openMs / (1.5 * HOUR_MS)) * share + random.next() - 0.5);
  const until = Math.min(startsAt, nowMs - LAST_MADE_BEFORE_MS);
  const from = Math.min(startsAt - 12 * DAY_MS, until - HOUR_MS);
  const moments = Array.from(
    { length: Math.max(atLeast, count) },
    () => from + random.next() * (until - from),
  );
  return moments.sort((a, b) => a - b).map((ms) => Math.round(ms));
}

/** A start that the engine offered at that moment, popular ones more often. */
function pickSlot(
  random: Random,
  { club, court, date, busy }: CourtDay,
  createdAt: number,
  nowMs: number,
  wish: Wanted | undefined,
): Slot | undefined {
  const { durationsMinutes, timeZone } = club;
  const starts = listStartsByDuration(club, busy, date, durationsMinutes, createdAt);
  const slots = durationsMinutes.flatMap((minutes, index) =>
    (starts[index] ?? []).map((startsAt) => ({ startsAt, minutes })),
  );
  if (wish) {
    return slots.find((slot) => slot.minutes === 90 && minuteOfDay(slot.startsAt, timeZone) === wish.minute);
  }
  const open = slots.filter((slot) => !isKeptFree(slot, club, court, nowMs));
  return random.pick(open, (slot) => likelihood(slot, date, timeZone));
}

/** The first two courts of each club keep their mornings free from today on, for visitors. */
function isKeptFree(slot: Slot, club: Club, court: Court, nowMs: number): boolean {
  const ahead = localDateOf(slot.startsAt, club.timeZone) >= localDateOf(nowMs, club.timeZone);
  return ahead && court.position <= 2 && minuteOfDay(slot.startsAt, club.timeZone) < 13 * 60;
}

const WORKDAY_BY_HOUR = [1, 0, 0, 0, 0, 0, 1, 3, 3, 4, 4, 4, 4, 4, 4, 4, 5, 8, 16, 22, 22, 14, 6, 2];
const WEEKEND_BY_HOUR = [1, 0, 0, 0, 0, 0, 1, 2, 5, 12, 18, 18, 14, 8, 5, 5, 8, 12, 12, 9, 6, 3, 2, 1];

function likelihood({ startsAt, minutes }: Slot, date: LocalDate, timeZone: string): number {
  const byHour = weekdayOf(date) >= 6 ? WEEKEND_BY_HOUR : WORKDAY_BY_HOUR;
  const hour = Math.floor(minuteOfDay(startsAt, timeZone) / 60);
  return (byHour[hour] ?? 0) * (minutes === 90 ? 4 : 1);
}

function book(
  random: Random,
  { club, court, date }: CourtDay,
  slot: Slot,
  createdAt: number,
  people: Players,
  playing: Set<string>,
  wish: Wanted | undefined,
): Booking | null {
  const by = wish ? { userId: wish.userId } : pickPerson(random, club, people, playing);
  const category = 'userId' in by ? (people.categories.get(`${by.userId} ${club.id}`) ?? null) : null;
  const price = priceOf(club, court, { startsAt: slot.startsAt, durationMinutes: slot.minutes, category });
  if (!price.ok) throw new Error(`${club.name} has no price for one of its hours on ${date}`);
  const extra = random.next() < EXTRAS_SHARE ? random.pick(club.extras) : undefined;
  const extras = priceExtras(
    club.extras,
    extra ? [{ code: extra.code, quantity: 1 + random.below(2) }] : [],
    club.currency,
  );
  return {
    club,
    courtId: court.id,
    startsAt: slot.startsAt,
    endsAt: slot.startsAt + slot.minutes * MINUTE_MS,
    createdAt,
    priceMinor: price.priceMinor + extras.reduce((sum, line) => sum + line.amountMinor, 0),
    lines: price.lines,
    extras,
    cancelledAt: null,
    by,
    players: wish?.with ?? [],
  };
}

/** A player of the city without a game that day, else a guest of the club. */
function pickPerson(random: Random, club: Club, people: Players, playing: Set<string>): Booking['by'] {
  const free = people.players.filter(({ id, city }) => city === club.city && !playing.has(id));
  const player = random.next() < ONLINE_SHARE ? random.pick(free) : undefined;
  if (player) {
    playing.add(player.id);
    return { userId: player.id };
  }
  const name = inventName(random);
  return { guest: { name, email: `${mailboxOf(name)}@example.com` } };
}

/** Only online bookings with a full refund are shown as cancelled. */
function isRefundedInFull({ by, club, priceMinor, startsAt }: Booking, cancelledAt: number): boolean {
  const paid = { paidMinor: priceMinor, leftMinor: priceMinor, currency: club.currency };
  return 'userId' in by && refundFor(club.refundPolicy, paid, startsAt, cancelledAt).rule === 'free';
}
