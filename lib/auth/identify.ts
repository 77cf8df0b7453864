import type { Actor, Person, SessionProof, Unproven } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { AppError } from '@/lib/core/errors';
import { type Account, findPerson } from './find-person';
import { findTokenActor } from './find-token-actor';
import { readSessionCookie } from './session-cookie';
import { readVisitor } from './visitors/visitor-cookie';
import { lifeOf, readSessionToken, type Session, sessionEnd } from './session-token';

/**
 * Identifies the sender of a request by its headers: `Authorization: Token <key>` if present, else the session
 * cookie, else the visitor cookie. An ended session is none and one without a required proof is `unproven`.
 * @throws AppError `unauthenticated` for an Authorization header without a valid key
 */
export async function identify(headers: Headers, now: Date): Promise<Actor> {
  const authorization = headers.get('authorization');
  if (authorization !== null) return identifyByKey(authorization, now);
  const cookie = readSessionCookie(headers);
  const actor = cookie === null ? ANONYMOUS : await identifyBySession(cookie, now);
  const visitor = actor.kind === 'unproven' ? null : readVisitor(headers);
  if (visitor === null) return actor;
  return actor.kind === 'person' ? { ...actor, visitor } : { kind: 'visitor', ...visitor };
}

const ANONYMOUS = { kind: 'anonymous' } as const;

async function identifyByKey(authorization: string, now: Date): Promise<Actor> {
  const key = /^Token (\S{1,100})$/.exec(authorization)?.[1];
  const person = key === undefined ? null : await findTokenActor(key, now);
  if (person) return person;
  throw new AppError('unauthenticated', 'The API key is unknown, expired or revoked.');
}

async function identifyBySession(cookie: string, now: Date): Promise<typeof ANONYMOUS | Unproven | Person> {
  const session = await readSessionToken(cookie, now);
  const account = session && (await findPerson(session.sub));
  if (!account || !isCurrent(session, account)) return ANONYMOUS;
  const needs = missingProof(session, account);
  if (needs === 'code' && now.getTime() - session.startedAt * 1000 > CODE_WITHIN_MS) return ANONYMOUS;
  const { sessionVersion: _, hasFactor: __, ...person } = account;
  const via = describeSession(session);
  return needs === null ? { kind: 'person', ...person, via } : { kind: 'unproven', needs, ...person, via };
}

const describeSession = (session: Session): SessionProof => ({
  kind: 'session',
  startedAt: new Date(session.startedAt * 1000),
  endsAt: sessionEnd(session),
  sessionVersion: session.sessionVersion,
  life: session.life,
  ...(session.provenAt !== undefined && { provenAt: new Date(session.provenAt * 1000) }),
});

/** How long a sign-in may wait for its code. */
const CODE_WITHIN_MS = 10 * 60_000;

/** The proof that a session still lacks. In a built server operators need a second factor. */
export function missingProof(session: Session, account: Account): 'code' | 'enrolment' | null {
  if (account.hasFactor) return session.factorAt === undefined ? 'code' : null;
  return account.operator && env().NODE_ENV === 'production' ? 'enrolment' : null;
}

/**
 * Whether the session has not been ended since it began. A person who became staff meanwhile must sign in again, for
 * the shorter session.
 */
export const isCurrent = (session: Session, account: Account) =>
  session.sessionVersion === account.sessionVersion &&
  (session.life === 'staff' || lifeOf(account) === 'player');
