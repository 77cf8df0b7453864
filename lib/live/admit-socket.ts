import type { IncomingMessage } from 'node:http';
import { and, eq, gt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { socketTickets } from '@/db/schema';
import { identify } from '@/lib/auth/identify';
import { requireSelf } from '@/lib/auth/permissions';
import { AppError } from '@/lib/core/errors';
import { parse } from '@/lib/core/input/parse';
import { plainInteger } from '@/lib/core/input/plain-number';
import { assertSameOrigin } from '@/lib/core/origin';
import { sha256 } from '@/lib/core/seal';
import { lastLiveEventId } from '@/lib/notices/list-live-events';
import { limitRate } from '@/lib/services/redis/rate-limit';
import { type Credential, credentialOf } from './live-credential';
import { takeSeat } from './socket-limits';

const querySchema = z.object({
  token: z.string().max(200).optional(),
  after: plainInteger(0, Number.MAX_SAFE_INTEGER).optional(),
});

export type Admitted = {
  userId: string;
  seat: string;
  /** The message after which this socket begins. */
  afterId: number;
};

/**
 * Decides on a handshake: identity, first message (behind `after`, else the next one), and whether the person may
 * open one more socket.
 * @throws AppError `unauthenticated`, `forbidden`, `invalid_input`, `rate_limited`
 */
export async function admitSocket({ headers: given, url = '' }: IncomingMessage): Promise<Admitted> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) headers.set(name, String(value));
  const { token, after } = parse(querySchema, Object.fromEntries(new URL(url, 'http://any').searchParams));
  const credential = token === undefined ? await readCredential(headers) : await redeemTicket(token);
  await limitRate('read', `user:${credential.userId}`);
  const afterId = after ?? (await lastLiveEventId(credential.userId));
  return { userId: credential.userId, afterId, seat: await takeSeat(credential) };
}

/** A browser sends the cookie from any page, so a session's socket must come from a page of ours. */
async function readCredential(headers: Headers): Promise<Credential> {
  const actor = await identify(headers, new Date());
  if (actor.kind !== 'person') throw new AppError('unauthenticated', 'Sign in, or ask for a ticket first.');
  if (actor.via.kind === 'session') assertSameOrigin(headers);
  return credentialOf(requireSelf({ actor }));
}

async function redeemTicket(ticket: string): Promise<Credential> {
  const [redeemed] = await db()
    .delete(socketTickets)
    .where(and(eq(socketTickets.tokenHash, sha256(ticket)), gt(socketTickets.expiresAt, sql`now()`)))
    .returning();
  if (!redeemed) throw new AppError('unauthenticated', 'The ticket is unknown, used or expired.');
  const { tokenHash: _, expiresAt: __, ...credential } = redeemed;
  return credential;
}
