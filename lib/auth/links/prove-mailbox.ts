import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { users } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { currentRequestId } from '@/lib/core/request-id';
import { recordChange } from '@/lib/records/audit';
import { linkCustomers } from './link-customers';

/**
 * Gives an account whose mailbox nobody had proven to whoever has just proven it. Its password and sessions end, since
 * somebody else may have typed the address.
 */
export async function proveMailbox(tx: Tx, email: string, now: Date): Promise<void> {
  const [proven] = await tx
    .update(users)
    .set({ emailVerified: now, passwordHash: null, sessionVersion: sql`${users.sessionVersion} + 1` })
    .where(and(eq(users.email, email), isNull(users.emailVerified), isNull(users.erasedAt)))
    .returning({ id: users.id });
  if (!proven) return;
  const change = { entity: 'user', entityId: proven.id, from: null, to: 'mailbox_proven' } as const;
  await recordChange(tx, systemContext('sign-in', currentRequestId()), change);
  await linkCustomers(tx, email);
}
