import type { Actor } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { findPerson } from './find-person';
import { findTokenActor } from './find-token-actor';
import { readSessionCookie } from './session-cookie';
import { isSessionFresh, readSessionToken } from './session-token';

/**
 * Who sends a request, by its headers alone (never by its URL): `Authorization: Token <key>` if there is one,
 * else the session cookie. A dead session is nobody; a key that is given must be good.
 * @throws AppError `unauthenticated` for any Authorization header that does not carry a living key
 */
export async function identify(headers: Headers, now: Date): Promise<Actor> {
  const authorization = headers.get('authorization');
  if (authorization !== null) return identifyByKey(authorization, now);
  const cookie = readSessionCookie(headers);
  return cookie === null ? { kind: 'anonymous' } : identifyBySession(cookie, now);
}

async function identifyByKey(authorization: string, now: Date): Promise<Actor> {
  const key = /^Token (\S{1,100})$/.exec(authorization)?.[1];
  const person = key === undefined ? null : await findTokenActor(key, now);
  if (person) return person;
  throw new AppError('unauthenticated', 'The API key is unknown, expired or revoked.');
}

async function identifyBySession(cookie: string, now: Date): Promise<Actor> {
  const session = await readSessionToken(cookie);
  const account = session && (await findPerson(session.sub));
  if (!account || account.sessionVersion !== session.sessionVersion) return { kind: 'anonymous' };
  const { sessionVersion: _, ...person } = account;
  const kind = person.operator || person.staff.length > 0 ? 'staff' : 'player';
  if (!isSessionFresh(session, kind, now)) return { kind: 'anonymous' };
  return { kind: 'person', ...person, via: { kind: 'session' } };
}
