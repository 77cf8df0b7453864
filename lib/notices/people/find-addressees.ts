import { and, eq, inArray, isNull } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db } from '@/db';
import { customers, notices, participants, users } from '@/db/schema';
import type { Locale } from '@/lib/core/context';

/** Whom a notice is for: an account, a club's customer without one, or a player by the place on the list. */
export type Recipient = { userId: string } | { customerId: string } | { participantPosition: number };

/** Whom a row names, null for a mailbox alone. */
export function recipientOf({
  participantPosition,
  userId,
  customerId,
}: Pick<Addressee, 'participantPosition' | 'userId' | 'customerId'>): Recipient | null {
  if (participantPosition !== null) return { participantPosition };
  if (userId !== null) return { userId };
  return customerId === null ? null : { customerId };
}

/** A person with the ways to reach them, as the account or the club has them now. */
export type Addressee = {
  userId: string | null;
  customerId: string | null;
  participantPosition: number | null;
  name: string;
  email: string | null;
  /** Mail to it came back. */
  mailboxDead: boolean;
  phone: string | null;
  /** Null for who has no account. */
  locale: Locale | null;
};

export type On = Pick<Db, 'select' | 'selectDistinct'>;
type Wanted = Recipient & { reservationId?: string | null };
type Seat = Pick<
  typeof participants.$inferSelect,
  'reservationId' | 'position' | 'userId' | 'customerId' | 'name' | 'email'
>;

/**
 * The people of notices, in the order asked. Undefined for whoever is erased, is not on the list of players any more,
 * or has neither account nor address there.
 */
export async function findAddressees(on: On, wanted: readonly Wanted[]): Promise<(Addressee | undefined)[]> {
  const seats = await findSeats(on, wanted);
  const named = wanted.map((one) => namedBy(one, seats));
  const known = await findCustomers(
    on,
    named.flatMap((one) => one?.customerId ?? []),
  );
  const accounts = await findAccounts(
    on,
    [...named, ...known.values()].flatMap((one) => one?.userId ?? []),
  );
  const found = named.map((one) => one && addresseeOf(one, known, accounts));
  const dead = await findDeadMailboxes(
    on,
    found.flatMap((one) => (one && one.userId === null ? (one.email ?? []) : [])),
  );
  return found.map((one) => one && { ...one, mailboxDead: one.mailboxDead || dead.has(one.email) });
}

/** One person, as `findAddressees` finds them. */
export const findAddressee = async (on: On, wanted: Wanted): Promise<Addressee | undefined> =>
  (await findAddressees(on, [wanted]))[0];

async function findSeats(on: On, wanted: readonly Wanted[]): Promise<Seat[]> {
  const games = wanted.flatMap((one) => ('participantPosition' in one ? (one.reservationId ?? []) : []));
  if (games.length === 0) return [];
  return on.select().from(participants).where(inArray(participants.reservationId, games));
}

type Named = Pick<Addressee, 'userId' | 'customerId' | 'participantPosition' | 'name' | 'email'>;

const UNNAMED = { userId: null, customerId: null, participantPosition: null, name: '', email: null };

function namedBy(one: Wanted, seats: readonly Seat[]): Named | undefined {
  if ('userId' in one) return { ...UNNAMED, userId: one.userId };
  if ('customerId' in one) return { ...UNNAMED, customerId: one.customerId };
  const { participantPosition, reservationId } = one;
  const seat = seats.find(
    (taken) => taken.reservationId === reservationId && taken.position === participantPosition,
  );
  if (!seat) return undefined;
  const { userId, customerId, name, email } = seat;
  return { userId, customerId, participantPosition, name, email: email?.toLowerCase() ?? null };
}

type Customer = typeof customers.$inferSelect;

/** By the ids asked for. A merged row is the one that took its bookings. */
async function findCustomers(on: On, ids: string[]): Promise<ReadonlyMap<string, Customer>> {
  if (ids.length === 0) return new Map();
  const survivors = alias(customers, 'survivors');
  const rows = await on
    .select({ row: customers, survivor: survivors })
    .from(customers)
    .leftJoin(survivors, eq(survivors.id, customers.mergedInto))
    .where(inArray(customers.id, [...new Set(ids)]));
  return new Map(rows.map(({ row, survivor }) => [row.id, survivor ?? row]));
}

type Account = typeof users.$inferSelect;

async function findAccounts(on: On, ids: string[]): Promise<ReadonlyMap<string, Account>> {
  if (ids.length === 0) return new Map();
  const rows = await on
    .select()
    .from(users)
    .where(inArray(users.id, [...new Set(ids)]));
  return new Map(rows.map((row) => [row.id, row]));
}

function addresseeOf(
  named: Named,
  known: ReadonlyMap<string, Customer>,
  accounts: ReadonlyMap<string, Account>,
): Addressee | undefined {
  const customer = named.customerId === null ? undefined : known.get(named.customerId);
  const userId = named.userId ?? customer?.userId;
  if (userId) return accountOf(named, accounts.get(userId));
  if (named.customerId === null && named.email === null) return undefined;
  if (named.customerId !== null && (!customer || customer.erasedAt)) return undefined;
  return {
    ...named,
    userId: null,
    customerId: customer?.id ?? null,
    name: customer?.name ?? named.name,
    email: customer?.email ?? named.email,
    mailboxDead: false,
    phone: customer?.phone ?? null,
    locale: null,
  };
}

function accountOf({ participantPosition }: Named, account: Account | undefined): Addressee | undefined {
  if (!account || account.erasedAt) return undefined;
  const { id: userId, name, email, emailInvalidAt, phone, locale } = account;
  return {
    userId,
    customerId: null,
    participantPosition,
    name: name ?? '',
    email,
    mailboxDead: emailInvalidAt !== null,
    phone,
    locale,
  };
}

/** Addresses without an account to which an earlier mail came back. */
async function findDeadMailboxes(on: On, emails: string[]): Promise<ReadonlySet<string | null>> {
  if (emails.length === 0) return new Set();
  const rows = await on
    .selectDistinct({ email: notices.recipient })
    .from(notices)
    .where(and(isNull(notices.userId), inArray(notices.recipient, emails), eq(notices.status, 'bounced')));
  return new Set(rows.map(({ email }) => email));
}
