import { and, eq, isNotNull, type SQL } from 'drizzle-orm';
import type { Tx } from '@/db';
import { customers } from '@/db/schema';
import { getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { mailboxOf } from '@/lib/core/input/email-address';
import type { Reservation } from '../confirm-reservation';
import { assertMayHold } from '../hold-limits';
import { readMailboxRecord } from './mailbox-record';
import { refusal } from '../refuse-slot';

/**
 * Refuses to give a visitor's hold to a mailbox that holds too much, or to somebody whom the club has blocked. The
 * caller has the lock of the mailbox.
 * @throws AppError `rate_limited` with the reason, `not_bookable` `blocked_customer`
 */
export async function assertMayTake(
  tx: Tx,
  ctx: Context,
  { id, clubId }: Reservation,
  email: string,
  asCustomer: SQL,
): Promise<void> {
  const club = await getClub(String(clubId));
  assertMayHold(ctx, club, await readMailboxRecord(tx, ctx, club, { mailbox: mailboxOf(email), butFor: id }));
  const blocked = and(eq(customers.clubId, clubId), asCustomer, isNotNull(customers.blockedAt));
  if ((await tx.$count(customers, blocked)) > 0) throw refusal('blocked_customer');
}
