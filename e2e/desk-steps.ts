import { db } from '@/db';
import { priceRules } from '@/db/schema';
import { MINUTE_MS } from '@/lib/core/time';
import { makeCustomer, makeDue, makeReservation, type Reservation } from '@/test/factories';
import { test as base, expect } from './fixtures';
import { inDays, openClub, type OwnClub, ownCity } from './world';

export { expect };

/** The day of the bookings that are made by phone. */
export const LATER = inDays(3);
/** An hour on the first court, and on the second, which costs 4 € more. */
export const HOUR_PRICE = 3000;
export const DEARER_BY = 400;

type Steps = {
  /** Where the club is. */
  zone: string;
  /** The workplace, open all day and night. What is done there can be undone for a minute. */
  desk: OwnClub;
};

export const test = base.extend<Steps>({
  role: 'desk',
  zone: ['Europe/Madrid', { option: true }],

  club: async ({ zone: timeZone }, use) => {
    const allDay = { opensMinute: 0, closesMinute: 1440 };
    const club = await openClub(ownCity(), { ...allDay, timeZone, undoSeconds: 60 });
    const { id: clubId, courts } = club;
    const dearer = { position: 0, courtIds: [courts[1].id], pricePerHourMinor: HOUR_PRICE + DEARER_BY };
    await db()
      .insert(priceRules)
      .values({ clubId, name: { es: 'Central', en: 'Centre' }, ...dearer });
    await use(club);
  },

  desk: async ({ workplace }, use) => use(workplace),
});

/** A journey in each language of the site. Its themes are looked at within it. */
export function inBothLanguages(define: () => void): void {
  for (const locale of ['es-ES', 'en-GB']) {
    test.describe(locale, () => {
      test.use({ locale });
      define();
    });
  }
}

type Wish = { name: string; court?: 0 | 1; startsAt?: Date } & Partial<
  Pick<Reservation, 'note' | 'lockedAt'>
>;

/** An hour and a half that somebody without an account has booked by phone and owes, by default at ten on that day. */
export async function bookByPhone(
  { id: clubId, courts }: OwnClub,
  { name, court = 0, startsAt = new Date(`${LATER}T09:00:00Z`), ...more }: Wish,
): Promise<Reservation> {
  const { id: customerId } = await makeCustomer(clubId, { name, phone: '+34622914508' });
  const who = { userId: null, customerId, channel: 'phone' } as const;
  const booking = await makeReservation({ courtId: courts[court].id, startsAt, ...who, ...more });
  await makeDue(booking);
  return booking;
}

/** A start of the board some minutes ago. */
export const minutesAgo = (minutes: number): Date => {
  const ms = Date.now() - minutes * MINUTE_MS;
  return new Date(ms - (ms % (5 * MINUTE_MS)));
};
