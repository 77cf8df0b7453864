import { eq } from 'drizzle-orm';
import { db, transaction } from '@/db';
import { idempotencyKeys } from '@/db/schema';
import { insertApiToken, insertKey } from '@/lib/accounts/create-api-token';
import { sessionCookieName } from '@/lib/auth/session-cookie';
import { renewSessionToken, type Session } from '@/lib/auth/session-token';
import { type StaffRole, systemContext, type TokenScope } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import type { User } from './factories';

/** The session of a sign-in by password a moment ago. */
export const sessionOf = (user: User, overrides: Partial<Session> = {}): Session => {
  const seconds = Math.floor(Date.now() / 1000);
  return {
    sub: user.id,
    iat: seconds,
    startedAt: seconds,
    life: user.operatorSince ? 'staff' : 'player',
    sessionVersion: user.sessionVersion,
    provenAt: seconds,
    ...overrides,
  };
};

/** The headers of that person's browser, on a page of ours. */
export async function browserHeaders(
  user: User,
  overrides: Partial<Session> = {},
): Promise<Record<string, string>> {
  return {
    cookie: `${sessionCookieName()}=${await renewSessionToken(sessionOf(user, overrides))}`,
    origin: new URL(env().NEXTAUTH_URL).origin,
  };
}

/** The headers of a program with a new API key of that person. */
export async function keyHeaders(
  user: User,
  scope: TokenScope = 'write',
): Promise<{ authorization: string }> {
  const { key } = await transaction((tx) =>
    insertApiToken(tx, systemContext('test'), user.id, { name: 'test', scope }),
  );
  return { authorization: `Token ${key}` };
}

/** A new key of a club, with the headers of a program that has it. */
export async function makeClubKey(
  maker: User,
  clubId: number,
  role: StaffRole,
): Promise<{ id: string; headers: { authorization: string } }> {
  const { token, key } = await transaction((tx) =>
    insertKey(tx, systemContext('test'), { userId: maker.id, name: 'Caja', scope: 'write', clubId, role }),
  );
  return { id: token.id, headers: { authorization: `Token ${key}` } };
}

/** A request to a path of ours. A body that is not a string is sent as JSON. */
export function apiRequest(
  path: string,
  init: { method?: string; headers?: Record<string, string>; body?: unknown } = {},
): Request {
  const { method = init.body === undefined ? 'GET' : 'POST', headers = {}, body } = init;
  return new Request(new URL(path, env().NEXTAUTH_URL), {
    method,
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

/** The second argument of a route handler. */
export const pathParams = (params: Record<string, string> = {}) => ({ params: Promise.resolve(params) });

/** The row of an `Idempotency-Key` a while (by default a minute) after its process died between commit and answer. */
export const loseAnswer = (key: string, agoMs = 61_000) =>
  db()
    .update(idempotencyKeys)
    .set({ status: null, sealedBody: null, createdAt: new Date(Date.now() - agoMs) })
    .where(eq(idempotencyKeys.key, key));
