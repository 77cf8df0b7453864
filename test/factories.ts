import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { db } from '@/db';
import {
  clubRequests,
  clubs,
  courts,
  customers,
  notices,
  openingHours,
  payments,
  priceRules,
  reservations,
  staffInvitations,
  staffRoles,
  dues,
  tillEntries,
  tillShifts,
  users,
} from '@/db/schema';
import { hashInvitationToken, invitationToken } from '@/lib/auth/invitation-token';
import { signedToken } from '@/lib/auth/signed-token';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import type { Context, Person, StaffRole, Visitor } from '@/lib/core/context';
import { customerWords } from '@/lib/core/input/customer-words';
import { addPlayer } from '@/lib/reservations/change-players';

export type User = typeof users.$inferSelect;
export type Club = typeof clubs.$inferSelect;
export type Court = typeof courts.$inferSelect;
export type Reservation = typeof reservations.$inferSelect;
export type Payment = typeof payments.$inferSelect;

const unique = () => randomUUID().slice(0, 8);

/** A verified Spanish-speaking player. */
export async function makeUser(overrides: Partial<typeof users.$inferInsert> = {}): Promise<User> {
  const values = { name: 'Ana Prueba', email: `ana-${unique()}@pista.test`, emailVerified: new Date() };
  return only(
    await db()
      .insert(users)
      .values({ ...values, ...overrides })
      .returning(),
  );
}

type ClubOverrides = Partial<typeof clubs.$inferInsert> & {
  /** Local minutes of every weekday, by default 8:00 to 23:00. */
  opensMinute?: number;
  closesMinute?: number;
  pricePerHourMinor?: number;
};

/** A published club in Madrid without courts, open 8 to 23 every day, selling 60, 90 and 120 minutes at 30 € an hour. */
export async function makeClub(overrides: ClubOverrides = {}): Promise<Club> {
  const { opensMinute = 8 * 60, closesMinute = 23 * 60, pricePerHourMinor = 3000, ...rest } = overrides;
  const id = unique();
  const values = {
    slug: `club-${id}`,
    name: `Club ${id}`,
    city: 'Madrid',
    country: 'ES',
    address: 'Calle de Alcalá 1',
    latitude: 40.4168,
    longitude: -3.7038,
    timeZone: 'Europe/Madrid',
    currency: 'EUR',
    about: { es: 'Un club.', en: 'A club.' },
    durationsMinutes: [60, 90, 120],
    publishedAt: new Date(),
  };
  const club = only(
    await db()
      .insert(clubs)
      .values({ ...values, ...rest })
      .returning(),
  );
  await db()
    .insert(openingHours)
    .values(
      [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ clubId: club.id, weekday, opensMinute, closesMinute })),
    );
  await db()
    .insert(priceRules)
    .values({ clubId: club.id, position: 1, name: { es: 'Tarifa', en: 'Rate' }, pricePerHourMinor });
  dropCatalogue();
  return club;
}

/** A padel club in Madrid that somebody asked for. */
export async function makeClubRequest(overrides: Partial<typeof clubRequests.$inferInsert> = {}) {
  const id = unique();
  const values = {
    name: `Club ${id}`,
    city: 'Madrid',
    country: 'ES',
    address: '',
    timeZone: 'Europe/Madrid',
    currency: 'EUR',
    sport: 'padel' as const,
    email: `owner-${id}@example.com`,
    locale: 'es' as const,
  };
  return only(
    await db()
      .insert(clubRequests)
      .values({ ...values, ...overrides })
      .returning(),
  );
}

let courtPosition = 0;

/** An indoor padel court, by default of a new club. */
export async function makeCourt(overrides: Partial<typeof courts.$inferInsert> = {}): Promise<Court> {
  courtPosition += 1;
  const values = {
    clubId: overrides.clubId ?? (await makeClub()).id,
    name: `Pista ${courtPosition}`,
    position: courtPosition,
    sport: 'padel' as const,
    indoor: true,
    surface: 'turf' as const,
    format: 'double' as const,
  };
  const court = only(
    await db()
      .insert(courts)
      .values({ ...values, ...overrides })
      .returning(),
  );
  dropCatalogue();
  return court;
}

type ReservationOverrides = Partial<typeof reservations.$inferInsert> & { durationMinutes?: number };

/**
 * A confirmed 90 minutes for 45 €, from a full hour at least two days from now, each time another, by default with a
 * new court and player. A held one runs out in ten minutes.
 */
export async function makeReservation(overrides: ReservationOverrides = {}): Promise<Reservation> {
  const { durationMinutes = 90, ...rest } = overrides;
  const court = rest.courtId === undefined ? await makeCourt(pick(rest.clubId)) : null;
  const courtId = rest.courtId ?? court?.id ?? 0;
  const clubId = rest.clubId ?? court?.clubId ?? (await clubOf(courtId));
  const startsAt = rest.startsAt ?? nextStart();
  const status = rest.status ?? 'confirmed';
  const held = status === 'payment_pending' || status === 'pending';
  const values = {
    clubId,
    courtId,
    userId: rest.userId === undefined ? (await makeUser()).id : rest.userId,
    status,
    startsAt,
    endsAt: new Date(startsAt.getTime() + durationMinutes * 60_000),
    holdExpiresAt: held ? new Date(Date.now() + 10 * 60_000) : null,
    priceMinor: 4500,
    currency: 'EUR',
    refundPolicy: { freeHours: 24, laterPercent: 50, nothingHours: 2 },
    confirmedAt: status === 'confirmed' ? new Date() : null,
  };
  return only(
    await db()
      .insert(reservations)
      .values({ ...values, ...rest })
      .returning(),
  );
}

/** A payment of the reservation's full price, by default completed. */
export async function makePayment(
  reservation: Reservation,
  overrides: Partial<typeof payments.$inferInsert> = {},
): Promise<Payment> {
  const status = overrides.status ?? 'completed';
  const amountMinor = overrides.amountMinor ?? reservation.priceMinor;
  const paid = status === 'completed' || status === 'partially_refunded' || status === 'refunded';
  const values = {
    reservationId: reservation.id,
    userId: reservation.userId,
    status,
    amountMinor,
    currency: reservation.currency,
    paymentIntentId: `pi_${randomUUID().replaceAll('-', '')}`,
    receivedMinor: paid ? amountMinor : 0,
    refundedMinor: status === 'refunded' ? amountMinor : 0,
    completedAt: paid ? new Date() : null,
  };
  return only(
    await db()
      .insert(payments)
      .values({ ...values, ...overrides })
      .returning(),
  );
}

/** What is owed for a reservation: by default its price, to the club. */
export async function makeDue(
  { id: reservationId, clubId, priceMinor, currency }: Reservation,
  overrides: Partial<typeof dues.$inferInsert> = {},
) {
  const values = { clubId, reservationId, amountMinor: priceMinor, currency, createdBy: 'staff:test' };
  return only(
    await db()
      .insert(dues)
      .values({ ...values, cause: 'desk', ...overrides })
      .returning(),
  );
}

/** An open till with 100 €. */
export async function makeTillShift(
  clubId: number,
  openedBy: string,
  overrides: Partial<typeof tillShifts.$inferInsert> = {},
) {
  return only(
    await db()
      .insert(tillShifts)
      .values({ clubId, openedBy, floatMinor: 10_000, ...overrides })
      .returning(),
  );
}

/** A payment of the reservation's price at the desk, by default by Bizum and by somebody new. */
export async function makeTillEntry(
  { id: reservationId, clubId, priceMinor, currency }: Reservation,
  overrides: Partial<typeof tillEntries.$inferInsert> = {},
) {
  const values = { clubId, reservationId, amountMinor: priceMinor, currency, requestKey: randomUUID() };
  return only(
    await db()
      .insert(tillEntries)
      .values({
        ...values,
        kind: 'payment',
        method: 'bizum',
        takenBy: overrides.takenBy ?? (await makeUser()).id,
        ...overrides,
      })
      .returning(),
  );
}

/** A person without an account at a club. */
export async function makeCustomer(
  clubId: number,
  overrides: Partial<typeof customers.$inferInsert> = {},
): Promise<typeof customers.$inferSelect> {
  const named = { name: 'Lucía Sincuenta', ...overrides };
  return only(
    await db()
      .insert(customers)
      .values({ clubId, words: customerWords(named), ...named })
      .returning(),
  );
}

/** Makes a user staff of a club. */
export async function makeStaff(userId: string, clubId: number, role: StaffRole = 'owner'): Promise<void> {
  await db().insert(staffRoles).values({ userId, clubId, role });
}

type PersonOverrides = Partial<Pick<Context, 'now' | 'locale'>> &
  Partial<Pick<Person, 'staff' | 'via' | 'operator'>>;

export type Player = Pick<User, 'id' | 'email' | 'name' | 'locale' | 'operatorSince'>;

/**
 * The context of this user, whose password was given a moment ago. The staff roles are those given, not those in the
 * database.
 */
export function personContext(user: Player, overrides: PersonOverrides = {}): Context {
  return {
    actor: {
      kind: 'person',
      userId: user.id,
      email: user.email,
      name: user.name,
      operator: overrides.operator ?? user.operatorSince !== null,
      staff: overrides.staff ?? [],
      via: overrides.via ?? { kind: 'session', provenAt: overrides.now ?? new Date() },
    },
    now: overrides.now ?? new Date(),
    locale: overrides.locale ?? user.locale,
    requestId: randomUUID(),
  };
}

/** An open invitation as a desk of a new club, with the token of its link. */
export async function makeInvitation(overrides: Partial<typeof staffInvitations.$inferInsert> = {}) {
  const id = randomUUID();
  const token = invitationToken(id);
  const values = {
    id,
    clubId: overrides.clubId ?? (await makeClub()).id,
    email: `new-${unique()}@pista.test`,
    role: 'desk' as const,
    tokenHash: hashInvitationToken(token),
    invitedBy: overrides.invitedBy ?? (await makeUser()).id,
    expiresAt: new Date(Date.now() + 7 * 86_400_000),
  };
  const invitation = only(
    await db()
      .insert(staffInvitations)
      .values({ ...values, ...overrides })
      .returning(),
  );
  return { invitation, token };
}

/** A player with a mailbox on the list of a confirmed booking, with the token of the link in their mail. */
export async function makeInvitedPlayer() {
  const host = await makeUser({ name: 'Olga Anfitriona' });
  const reservation = await makeReservation({ userId: host.id });
  const email = `bea-${unique()}@example.com`;
  await addPlayer(personContext(host), { reservationId: reservation.id, name: 'Bea', email });
  const invitation = only(await db().select().from(notices).where(eq(notices.recipient, email)));
  const { id: noticeId } = invitation;
  return { host, reservation, email, noticeId, token: signedToken('decline-game', noticeId) };
}

/** The context of an anonymous actor. */
export const anonymousContext = (now: Date = new Date()): Context => ({
  actor: { kind: 'anonymous' },
  now,
  locale: 'es',
  requestId: randomUUID(),
});

/** The context of a new browser without an account, at an address of its own. */
export const visitorContext = (
  overrides: Partial<Visitor & Pick<Context, 'address' | 'now'>> = {},
): Context => {
  const { address = `10.${randomUUID()}`, now = new Date(), ...visitor } = overrides;
  return {
    ...anonymousContext(now),
    actor: { kind: 'visitor', visitorId: randomUUID(), bookings: [], ...visitor },
    address,
  };
};

let startHours = 0;

function nextStart(): Date {
  startHours += 3;
  const start = new Date(Date.now() + (48 + startHours) * 3_600_000);
  start.setUTCMinutes(0, 0, 0);
  return start;
}

async function clubOf(courtId: number): Promise<number> {
  return only(await db().select({ clubId: courts.clubId }).from(courts).where(eq(courts.id, courtId))).clubId;
}

const pick = (clubId: number | undefined) => (clubId === undefined ? {} : { clubId });

function only<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new Error(`expected one row, got ${rows.length}`);
  return row;
}
