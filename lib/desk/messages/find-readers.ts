import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Db, Tx } from '@/db';
import { customers, reservations } from '@/db/schema';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Locale } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { languageOf } from '@/lib/core/locale';
import { listOptedOut } from '@/lib/notices/opt-outs';
import {
  type Addressee,
  findAddressees,
  type Recipient,
  recipientOf,
} from '@/lib/notices/people/find-addressees';
import { type Way, wayTo } from '@/lib/notices/people/way-to';

/** Bookings, for whoever took them, or people. `only` leaves out who has no mailbox. */
export type Chosen = {
  reservationIds?: readonly string[] | undefined;
  customerIds?: readonly string[] | undefined;
  only?: 'email' | undefined;
};

/** Somebody who was chosen, with the way by which a message reaches them, or null. */
export type ClubReader = {
  userId: string | null;
  customerId: string | null;
  /** Null for a booking of nobody known. */
  name: string | null;
  locale: Locale;
  /** The first of their bookings that were chosen. */
  reservationId: string | null;
  way: (Way & { channel: 'email' | 'sms' }) | null;
};

/**
 * The people of some bookings or some people of a club, each once however often they were chosen.
 * @throws AppError not_found when one of them is not the club's
 */
export async function findReaders(on: Db | Tx, club: Club, chosen: Chosen): Promise<ClubReader[]> {
  const named = await listNamed(on, club, chosen);
  const known = named.flatMap((one) => (one.recipient ? [{ ...one, recipient: one.recipient }] : []));
  const people = await findAddressees(
    on,
    known.map(({ recipient }) => recipient),
  );
  const optedOut = await listOptedOut(
    on,
    people.map((person) => person?.phone ?? null),
  );
  const readers = known.map(({ reservationId, title }, at): ClubReader => {
    const person = people[at];
    return {
      userId: person?.userId ?? null,
      customerId: person?.customerId ?? null,
      name: person?.name || title,
      locale: person?.locale ?? languageOf(club.country),
      reservationId,
      way: person ? reach(person, optedOut, chosen.only) : null,
    };
  });
  const strangers = named.filter(({ recipient }) => !recipient);
  return [...eachOnce(readers), ...strangers.map(({ title }) => nobody(club, title))];
}

type Named = { recipient: Recipient | null; reservationId: string | null; title: string | null };

const listNamed = (on: Db | Tx, { id }: Club, { reservationIds, customerIds }: Chosen): Promise<Named[]> =>
  reservationIds ? listTakers(on, id, reservationIds) : listCustomers(on, id, customerIds ?? []);

async function listTakers(on: Db | Tx, clubId: number, ids: readonly string[]): Promise<Named[]> {
  const { userId, customerId, title } = reservations;
  const rows = await on
    .select({ reservationId: reservations.id, userId, customerId, title })
    .from(reservations)
    .where(and(eq(reservations.clubId, clubId), inArray(reservations.id, [...ids])))
    .orderBy(asc(reservations.startsAt), asc(reservations.id));
  if (rows.length < ids.length) throw notFound('booking');
  return rows.map(({ reservationId, title: of, ...row }) => ({
    recipient: recipientOf({ ...row, participantPosition: null }),
    reservationId,
    title: of,
  }));
}

async function listCustomers(on: Db | Tx, clubId: number, ids: readonly string[]): Promise<Named[]> {
  const rows = await on
    .select({ customerId: customers.id })
    .from(customers)
    .where(and(eq(customers.clubId, clubId), inArray(customers.id, [...ids])))
    .orderBy(asc(customers.name), asc(customers.id));
  if (rows.length < ids.length) throw notFound('customer');
  return rows.map((recipient) => ({ recipient, reservationId: null, title: null }));
}

function reach(person: Addressee, optedOut: ReadonlySet<string>, only: Chosen['only']): ClubReader['way'] {
  const way = wayTo(person, optedOut);
  if (!way || way.channel === 'call' || (only && way.channel !== only)) return null;
  return { channel: way.channel, recipient: way.recipient };
}

/** Who booked twice reads it once. Whoever has no row any more is one of their own. */
function eachOnce(readers: readonly ClubReader[]): ClubReader[] {
  const seen = new Set<string>();
  return readers.filter(({ userId, customerId }) => {
    const key = userId ?? customerId;
    if (key === null) return true;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

const nobody = ({ country }: Club, name: string | null): ClubReader => ({
  userId: null,
  customerId: null,
  name,
  locale: languageOf(country),
  reservationId: null,
  way: null,
});
