import { and, count, eq, gt, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import type { After } from '@/db/after-commit';
import { takeLock } from '@/db/locks';
import { customerRemovals, notices, OCCUPYING, reservations, users } from '@/db/schema';
import { requireSelf } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { emailAddress, mailboxOf } from '@/lib/core/input/email-address';
import { LAST_ADDRESS, seal } from '@/lib/core/seal';
import { recordChange, signTransaction } from '@/lib/records/audit';
import { nudge, nudgeCustomer, nudgeNotice } from '@/lib/services/inngest/jobs';
import { eraseTraces } from './erase-traces';
import { keepAnOwner } from './keep-an-owner';

export const eraseInput = z.strictObject({ email: emailAddress });

/**
 * Erases the signed-in person (GDPR article 17), who confirms the account's address. Personal data leaves every
 * table, and bookings and money stay for the books (`docs/privacy.md`); sessions and keys end within five seconds,
 * and jobs erase the Stripe customer and send a last mail.
 * @throws AppError `invalid_input` for another address; `conflict` while a booking lies ahead, or when a club would
 *   be left without an owner or Pista without an operator
 */
export async function eraseUser(ctx: Context, named: z.output<typeof eraseInput>): Promise<void> {
  const { userId, email } = requireSelf(ctx);
  assertOwnAddress(email, named.email);
  await transaction(async (tx, after) => {
    await signTransaction(tx, ctx);
    await lockErasures(tx);
    await lockMailbox(tx, email);
    const [user] = await tx.select().from(users).where(eq(users.id, userId)).for('update');
    if (!user) throw notFound('account');
    await assertNothingAhead(tx, userId, ctx.now);
    await assertNotLastOwner(tx, userId);
    await assertNotLastOperator(tx, userId);
    await eraseTraces(tx, after, ctx, user);
    await keepAnOwner(tx);
    await recordChange(tx, ctx, { entity: 'user', entityId: userId, from: 'active', to: 'erased' });
    await writeFarewell(tx, after, userId, user);
    if (user.stripeCustomerId) await abandonCustomer(tx, after, user.stripeCustomerId);
  });
}

function assertOwnAddress(email: string, named: string): void {
  if (named === email) return;
  throw new AppError('invalid_input', 'The address is not that of this account.', {
    fields: { email: ['is not the address of this account'] },
  });
}

/** One erasure at a time, so that the last two owners cannot both go. */
async function lockErasures(tx: Tx): Promise<void> {
  await takeLock(tx, 'erasures');
}

/** The same lock as for a hold of this mailbox, so that no booking begins after the check for one. */
async function lockMailbox(tx: Tx, email: string): Promise<void> {
  await takeLock(tx, 'mailbox', mailboxOf(email));
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
    select club_id from staff_roles mine join clubs c on c.id = mine.club_id and c.deleted_at is null
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

/** The last mail. Its sealed address is deleted once it was sent. */
async function writeFarewell(
  tx: Tx,
  after: After,
  userId: string,
  { email, locale }: Pick<typeof users.$inferSelect, 'email' | 'locale'>,
): Promise<void> {
  const [notice] = await tx
    .insert(notices)
    .values({
      kind: 'account_erased',
      objectId: userId,
      userId,
      channel: 'email',
      recipient: seal(LAST_ADDRESS, email),
      locale,
    })
    .returning({ id: notices.id });
  if (!notice) throw new Error('an insert always answers its row');
  after(nudge, nudgeNotice(notice.id, 0));
}

async function abandonCustomer(tx: Tx, after: After, stripeCustomerId: string): Promise<void> {
  await tx.insert(customerRemovals).values({ stripeCustomerId }).onConflictDoNothing();
  after(nudge, nudgeCustomer(stripeCustomerId));
}
