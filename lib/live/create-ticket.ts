import { randomBytes } from 'node:crypto';
import { lte, sql } from 'drizzle-orm';
import { db } from '@/db';
import { socketTickets } from '@/db/schema';
import { requireSelf } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { sha256 } from '@/lib/core/seal';
import { credentialOf } from './live-credential';

const TICKET_SECONDS = 60;

/**
 * A ticket that opens one socket within a minute, for browsers, which cannot send headers with a socket. It is stored
 * as a hash and carries the rights of its key or session.
 */
export async function createTicket(ctx: Context): Promise<{ token: string; expiresInSeconds: number }> {
  const credential = credentialOf(requireSelf(ctx));
  const token = randomBytes(32).toString('base64url');
  await db().delete(socketTickets).where(lte(socketTickets.expiresAt, sql`now()`));
  await db()
    .insert(socketTickets)
    .values({
      ...credential,
      tokenHash: sha256(token),
      expiresAt: sql`now() + make_interval(secs => ${TICKET_SECONDS})`,
    });
  return { token, expiresInSeconds: TICKET_SECONDS };
}
