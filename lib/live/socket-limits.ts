import { and, count, eq, gt, inArray, lte, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { db, transaction } from '@/db';
import { takeLock } from '@/db/locks';
import { liveSockets } from '@/db/schema';
import { AppError } from '@/lib/core/errors';
import type { Credential } from './live-credential';

const MAX_SOCKETS = 5;
/** A socket that was not renewed for this long ended with its process. */
const LOST_SECONDS = 20;
const lost = sql`now() - make_interval(secs => ${LOST_SECONDS})`;
/** Whether a socket is still open, as far as its process has said. */
export const isPresent = gt(liveSockets.seenAt, lost);

/**
 * The SQL of `isCurrent` and `isAlive`: not ended, not too old, and not a player's session of a new member of staff.
 */
const hasSession = sql`u.session_version = ${liveSockets.sessionVersion} and ${liveSockets.sessionEndsAt} > now()
  and (${liveSockets.sessionLife} = 'staff' or u.operator_since is null and not exists (
    select from staff_roles r where r.user_id = u.id and r.revoked_at is null))`;

const hasKey = sql`exists (
  select from api_tokens k
  where k.id = ${liveSockets.tokenId} and k.revoked_at is null and (k.expires_at is null or k.expires_at > now()))`;

/** Whose key or session is still good. */
const isGood = sql`exists (
  select from users u
  where u.id = ${liveSockets.userId} and u.disabled_at is null and u.erased_at is null
    and (${hasSession} or ${hasKey}))`;

/**
 * Takes one of a person's five sockets, counted over all processes.
 * @throws AppError `rate_limited` when all are taken; `unauthenticated` for a key or session that has ended meanwhile
 */
export function takeSeat(credential: Credential): Promise<string> {
  return transaction(async (tx) => {
    await takeLock(tx, 'seats', credential.userId);
    const [taken] = await tx
      .select({ seats: count() })
      .from(liveSockets)
      .where(and(eq(liveSockets.userId, credential.userId), isPresent));
    if ((taken?.seats ?? 0) >= MAX_SOCKETS) throw tooMany();
    const id = v7();
    await tx.insert(liveSockets).values({ id, ...credential });
    const good = tx.select({ id: liveSockets.id }).from(liveSockets);
    if ((await good.where(and(eq(liveSockets.id, id), isGood))).length > 0) return id;
    throw new AppError('unauthenticated', 'This key or session has ended.');
  });
}

const tooMany = () =>
  new AppError('rate_limited', `Only ${MAX_SOCKETS} live sockets may be open at once; close one first.`, {
    retryAfterSeconds: LOST_SECONDS,
  });

/** Renews these sockets and returns those whose key or session is still valid. */
export async function renewSeats(ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const renewed = await db()
    .update(liveSockets)
    .set({ seenAt: sql`now()` })
    .where(and(inArray(liveSockets.id, [...ids]), isGood))
    .returning({ id: liveSockets.id });
  return new Set(renewed.map((seat) => seat.id));
}

/** Removes these sockets, and those that a dead process left. */
export async function leaveSeats(ids: readonly string[]): Promise<void> {
  await db().delete(liveSockets).where(lte(liveSockets.seenAt, lost));
  if (ids.length > 0)
    await db()
      .delete(liveSockets)
      .where(inArray(liveSockets.id, [...ids]));
}
