import { cookies } from 'next/headers';
import { cookieOptions, sessionCookieName } from '@/lib/auth/session-cookie';
import { readSessionToken, renewSessionToken, SESSION_SECONDS, type Session } from '@/lib/auth/session-token';
import { AppError } from '@/lib/core/errors';

/**
 * Marks this browser's session as proven by the password or a code, from a server action. With a `sessionVersion` the
 * session survives the end of all others.
 * @throws AppError `unauthenticated` when the session has ended meanwhile
 */
export async function proveSession(
  now: Date,
  given: 'password' | 'factor',
  sessionVersion?: number,
): Promise<void> {
  const jar = await cookies();
  const session = await readSessionToken(jar.get(sessionCookieName())?.value ?? '', now);
  if (!session) throw new AppError('unauthenticated', 'The session has ended; sign in anew.');
  const proven = withProof(session, given, now);
  const token = await renewSessionToken({
    ...proven,
    sessionVersion: sessionVersion ?? session.sessionVersion,
  });
  jar.set(sessionCookieName(), token, {
    ...cookieOptions(),
    maxAge: SESSION_SECONDS[session.life].idle,
  });
}

function withProof(session: Session, given: 'password' | 'factor', now: Date): Session {
  const seconds = Math.floor(now.getTime() / 1000);
  return { ...session, provenAt: seconds, ...(given === 'factor' && { factorAt: seconds }) };
}
