import { and, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { courts, customers, reservations, users } from '@/db/schema';

/** Who took a booking: an account, with its row at the club (`member`), or a `person` without one. */
export const account = alias(users, 'account');
export const person = alias(customers, 'person');
export const member = alias(customers, 'member');

/** How the three are joined to a reservation. */
export const IS_ACCOUNT = eq(account.id, reservations.userId);
export const IS_PERSON = eq(person.id, reservations.customerId);
export const IS_MEMBER = and(eq(member.userId, reservations.userId), eq(member.clubId, reservations.clubId));

/** A booking as the till names it. */
export const BOOKING = {
  customerId: sql<string | null>`coalesce(${person.id}, ${member.id})`,
  customerName: sql<
    string | null
  >`coalesce(${person.name}, ${account.name}, ${reservations.guest} ->> 'name')`,
  title: reservations.title,
  bookingKind: reservations.kind,
  courtName: courts.name,
  startsAt: reservations.startsAt,
};
