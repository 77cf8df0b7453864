import { and, count, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import {
  accounts,
  apiTokens,
  customerRemovals,
  memberships,
  messages,
  notices,
  OCCUPYING,
  participants,
  payments,
  pendingSignUps,
  recoveryCodes,
  reservations,
  secondFactors,
  sessions,
  slotAlerts,
  socketTickets,
  staffRoles,
  users,
  verificationTokens,
  webhookEvents,
} from '@/db/schema';
import { recordChange, signTransaction } from '@/lib/audit';
import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { nudge, nudgeCustomer } from '@/lib/services/jobs';
import { emailAddress } from './email-address';
import { requireActor } from './permissions';
import { forgetHolder } from './token-holder';

export const eraseInput = z.strictObject({ email: emailAddress });

/**
 * Erases whoever asks (GDPR article 17) and names the address of the account, to be sure: who they were is gone from every table, what was booked and paid stays for
 * the books. Sessions and keys die with it, at once or within five seconds while Redis is down; the customer at Stripe follows through a job.
 * @throws AppError `invalid_input` for another address; `conflict` while a booking lies ahead, or when a club would be
 *   left without an owner or Pista without an operator
 */
export async function eraseUser(ctx: Context, named: z.output<typeof eraseInput>): Promise<void> {
  const { userId, email } = requireActor(ctx);
  assertOwnAddress(email, named.email);
  const { customerId, keys } = await transaction(async (tx) => {
    await signTransaction(tx, ctx);
    await lockErasures(tx);
    await lockPerson(tx, userId);
    const [user] = await tx.select().from(users).where(eq(users.id, userId)).for('update');
    await assertNothingAhead(tx, userId, ctx.now);
    await assertNotLastOwner(tx, userId);
    await assertNotLastOperator(tx, userId);
    await eraseCorrespondence(tx, userId);
    await eraseBookings(tx, userId, email);
    const keys = await eraseAccess(tx, ctx, userId, email);
    await eraseAccount(tx, userId, ctx.now);
    await recordChange(tx, ctx, { entity: 'user', entityId: userId, from: 'active', to: 'erased' });
    const customerId = user?.stripeCustomerId ? await abandonCustomer(tx, user.stripeCustomerId) : null;
    return { customerId, keys };
  });
  await Promise.all(keys.map(forgetHolder));
  if (customerId) nudge(nudgeCustomer(customerId));
}

function assertOwnAddress(email: string, named: string): void {
  if (named === email) return;
  throw new AppError('invalid_input', 'The address is not that of this account.', {
    fields: { email: ['is not the address of this account'] },
  });
}

/** One at a time, so that of two who are the last together only one can go. */
async function lockErasures(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(8, 0)`);
}

/** As whoever holds a court for this mailbox does, so that none is held once nothing was found to lie ahead. */
async function lockPerson(tx: Tx, userId: string): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(2, hashtext(${users.mailbox})) from ${users} where ${users.id} = ${userId}`,
  );
}

async function assertNothingAhead(tx: Tx, userId: string, now: Date): Promise<void> {
  const [ahead] = await tx
    .select({ count: count() })
    .from(reservations)
    .where(
      and(
        eq(reservations.userId, userId),
        inArray(reservations.status, [...OCCUPYING]),
        gt(reservations.endsAt, now),
      ),
    );
  if (ahead?.count) {
    throw new AppError('conflict', 'Cancel your upcoming bookings first, so that your money comes back.', {
      details: { upcoming_reservations: ahead.count },
    });
  }
}

async function assertNotLastOwner(tx: Tx, userId: string): Promise<void> {
  const alone = await tx.execute<{ club_id: number }>(sql`
    select club_id from staff_roles mine
    where user_id = ${userId} and role = 'owner' and revoked_at is null and not exists (
      select from staff_roles other where other.club_id = mine.club_id and other.user_id <> mine.user_id
        and other.role = 'owner' and other.revoked_at is null)`);
  if (alone.length > 0) {
    throw new AppError('conflict', 'Name another owner for your club first.', {
      details: { club_ids: alone.map((row) => row.club_id) },
    });
  }
}

async function assertNotLastOperator(tx: Tx, userId: string): Promise<void> {
  const alone = await tx.execute(sql`
    select id from users mine where id = ${userId} and operator_since is not null and not exists (
      select from users other where other.id <> mine.id and other.operator_since is not null
        and other.disabled_at is null and other.erased_at is null)`);
  if (alone.length > 0) {
    throw new AppError('conflict', 'Make somebody else an operator first: npm run operator -- <email>.', {
      details: { last_operator: true },
    });
  }
}

/** Events are kept, because their ids guard against a redelivery; what they said about the person is not. */
async function eraseCorrespondence(tx: Tx, userId: string): Promise<void> {
  const messageIds = tx.select({ id: notices.providerId }).from(notices).where(eq(notices.userId, userId));
  const intentIds = tx
    .select({ id: payments.paymentIntentId })
    .from(payments)
    .where(eq(payments.userId, userId));
  for (const ids of [messageIds, intentIds]) {
    await tx
      .update(webhookEvents)
      .set({ payload: { erased: true } })
      .where(inArray(webhookEvents.objectId, ids));
  }
  await tx
    .update(notices)
    .set({
      recipient: sql`'erased:' || ${notices.id}`,
      callNote: null,
      status: sql`case when ${notices.status} in ('pending', 'sending') then 'suppressed' else ${notices.status} end`,
    })
    .where(eq(notices.userId, userId));
  await tx.delete(messages).where(eq(messages.userId, userId));
}

async function eraseBookings(tx: Tx, userId: string, email: string): Promise<void> {
  await tx
    .update(reservations)
    .set({ guest: null, note: null, cancelReason: null })
    .where(eq(reservations.userId, userId));
  await tx
    .update(participants)
    .set({ name: '—', email: null })
    .where(sql`${participants.userId} = ${userId} or lower(${participants.email}) = ${email}`);
  await tx.delete(slotAlerts).where(eq(slotAlerts.userId, userId));
  await tx.delete(memberships).where(eq(memberships.userId, userId));
}

/** @returns the hashes of the keys that died */
async function eraseAccess(tx: Tx, ctx: Context, userId: string, email: string): Promise<string[]> {
  const keys = await tx
    .update(apiTokens)
    .set({ revokedAt: ctx.now })
    .where(and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)))
    .returning({ id: apiTokens.id, tokenHash: apiTokens.tokenHash });
  const change = { entity: 'user', entityId: userId } as const;
  await recordChange(
    tx,
    ctx,
    ...keys.map(({ id }) => ({ ...change, from: null, to: 'api_token_revoked', detail: { token: id } })),
  );
  await tx
    .update(staffRoles)
    .set({ revokedAt: ctx.now })
    .where(and(eq(staffRoles.userId, userId), isNull(staffRoles.revokedAt)));
  await tx.delete(secondFactors).where(eq(secondFactors.userId, userId));
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  await tx.delete(accounts).where(eq(accounts.userId, userId));
  await tx.delete(sessions).where(eq(sessions.userId, userId));
  await tx.delete(socketTickets).where(eq(socketTickets.userId, userId));
  await tx.delete(verificationTokens).where(eq(verificationTokens.identifier, email));
  await tx.delete(pendingSignUps).where(eq(pendingSignUps.email, email));
  return keys.map(({ tokenHash }) => tokenHash);
}

async function abandonCustomer(tx: Tx, stripeCustomerId: string): Promise<string> {
  await tx.insert(customerRemovals).values({ stripeCustomerId }).onConflictDoNothing();
  return stripeCustomerId;
}

async function eraseAccount(tx: Tx, userId: string, now: Date): Promise<void> {
  await tx
    .update(users)
    .set({
      name: null,
      email: `${userId}@erased.invalid`,
      emailVerified: null,
      image: null,
      passwordHash: null,
      phone: null,
      stripeCustomerId: null,
      operatorSince: null,
      sessionVersion: sql`${users.sessionVersion} + 1`,
      erasedAt: now,
    })
    .where(eq(users.id, userId));
}
