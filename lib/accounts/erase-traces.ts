import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import {
  accounts,
  apiTokens,
  clubRequests,
  customers,
  idempotencyKeys,
  liveEvents,
  notices,
  participants,
  passkeyChallenges,
  passkeys,
  payments,
  pendingSignUps,
  recoveryCodes,
  refunds,
  reservations,
  secondFactors,
  sessions,
  slotAlerts,
  socketTickets,
  staffInvitations,
  staffRoles,
  users,
  verificationTokens,
} from '@/db/schema';
import type { Context } from '@/lib/core/context';
import {
  emptyCustomers,
  emptyDeskWords,
  emptyNoticesAbout,
  NOBODY,
  WITHOUT_READER,
  WITHOUT_WORDS,
} from './empty-customers';
import { endApiTokens } from './end-api-tokens';
import { withdrawInvitations } from './withdraw-invitations';

type Erased = typeof users.$inferSelect;

/**
 * Removes a person's data from every table; `docs/privacy.md` says what stays and why. Rows of bookings and money
 * stay under the id of the emptied account.
 */
export async function eraseTraces(tx: Tx, after: After, ctx: Context, user: Erased): Promise<void> {
  await eraseCorrespondence(tx, user);
  await eraseBookings(tx, user);
  await eraseCustomers(tx, user, ctx.now);
  await erasePlayers(tx, user);
  await eraseMoneyWords(tx, user);
  await endAccess(tx, after, ctx, user);
  await eraseInvitations(tx, ctx, user);
  await eraseAccess(tx, user);
  await eraseAccount(tx, user, ctx.now);
}

/** Messages to the same mailbox or number that belong to no account. */
async function eraseCorrespondence(tx: Tx, { id, email, phone }: Erased): Promise<void> {
  const addresses = [email, ...(phone === null ? [] : [phone])];
  await tx
    .update(notices)
    .set(WITHOUT_READER)
    .where(or(eq(notices.userId, id), and(isNull(notices.userId), inArray(notices.recipient, addresses))));
  await tx.delete(liveEvents).where(eq(liveEvents.userId, id));
}

async function eraseBookings(tx: Tx, { id, email }: Erased): Promise<void> {
  await tx.update(reservations).set(WITHOUT_WORDS).where(eq(reservations.userId, id));
  await tx
    .update(reservations)
    .set({ guest: null })
    .where(sql`${reservations.guest} is not null and lower(${reservations.guest} ->> 'email') = ${email}`);
  await emptyNoticesAbout(
    tx,
    tx.select({ id: reservations.id }).from(reservations).where(eq(reservations.userId, id)),
  );
  await tx.delete(slotAlerts).where(eq(slotAlerts.userId, id));
}

/** What clubs keep about the person, also under the address before it had an account. */
async function eraseCustomers(tx: Tx, { id, email }: Erased, now: Date): Promise<void> {
  const known = await tx
    .select({ id: customers.id })
    .from(customers)
    .where(
      or(
        eq(customers.userId, id),
        and(eq(customers.email, email), isNull(customers.userId), isNull(customers.mergedInto)),
      ),
    );
  await emptyCustomers(
    tx,
    known.map((row) => row.id),
    now,
  );
}

/** The games in which the person plays, and the guests of their own games. Guests with an account keep their name. */
async function erasePlayers(tx: Tx, { id, email }: Erased): Promise<void> {
  const own = tx.select({ id: reservations.id }).from(reservations).where(eq(reservations.userId, id));
  await tx
    .update(participants)
    .set({ name: NOBODY, email: null })
    .where(
      or(
        eq(participants.userId, id),
        sql`${participants.email} is not null and lower(${participants.email}) = ${email}`,
        and(inArray(participants.reservationId, own), isNull(participants.userId)),
      ),
    );
}

/** The words of staff about refunds, dues and the till. Amounts, causes and dates stay. */
async function eraseMoneyWords(tx: Tx, { id }: Erased): Promise<void> {
  const paid = tx.select({ id: payments.id }).from(payments).where(eq(payments.userId, id));
  await tx.update(refunds).set({ note: null }).where(inArray(refunds.paymentId, paid));
  const own = tx.select({ id: reservations.id }).from(reservations).where(eq(reservations.userId, id));
  await emptyDeskWords(tx, own);
}

async function endAccess(tx: Tx, after: After, ctx: Context, { id }: Erased): Promise<void> {
  await endApiTokens(tx, after, ctx, id);
  await tx
    .update(staffRoles)
    .set({ revokedAt: ctx.now })
    .where(and(eq(staffRoles.userId, id), isNull(staffRoles.revokedAt)));
}

/** Those to the person's mailbox end and lose its address. Those that the person wrote end. */
async function eraseInvitations(tx: Tx, ctx: Context, { id, email }: Erased): Promise<void> {
  const { acceptedAt, acceptedBy, revokedAt } = staffInvitations;
  await tx
    .update(staffInvitations)
    .set({
      email: sql`'erased:' || ${staffInvitations.id}`,
      revokedAt: sql`case when ${acceptedAt} is null then coalesce(${revokedAt}, now()) end`,
    })
    .where(or(eq(staffInvitations.email, email), eq(acceptedBy, id)));
  await withdrawInvitations(tx, ctx, { userId: id });
  await tx.delete(clubRequests).where(eq(clubRequests.email, email));
}

async function eraseAccess(tx: Tx, { id, email }: Erased): Promise<void> {
  await tx.update(apiTokens).set({ name: NOBODY }).where(eq(apiTokens.userId, id));
  await tx.delete(secondFactors).where(eq(secondFactors.userId, id));
  await tx.delete(passkeys).where(eq(passkeys.userId, id));
  await tx.delete(passkeyChallenges).where(eq(passkeyChallenges.userId, id));
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, id));
  await tx.delete(accounts).where(eq(accounts.userId, id));
  await tx.delete(sessions).where(eq(sessions.userId, id));
  await tx.delete(socketTickets).where(eq(socketTickets.userId, id));
  await tx.delete(verificationTokens).where(eq(verificationTokens.identifier, email));
  await tx.delete(pendingSignUps).where(eq(pendingSignUps.email, email));
  // Stored answers to their requests, which hold personal data.
  await tx.delete(idempotencyKeys).where(inArray(idempotencyKeys.actor, [`user:${id}`, `staff:${id}`]));
}

async function eraseAccount(tx: Tx, { id }: Erased, now: Date): Promise<void> {
  await tx
    .update(users)
    .set({
      name: null,
      email: `${id}@erased.invalid`,
      emailVerified: null,
      image: null,
      passwordHash: null,
      phone: null,
      stripeCustomerId: null,
      operatorSince: null,
      lastSignInAt: null,
      sessionVersion: sql`${users.sessionVersion} + 1`,
      erasedAt: now,
    })
    .where(eq(users.id, id));
}
