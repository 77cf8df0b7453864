import { decode, encode } from 'next-auth/jwt';
import { z } from 'zod';
import { env } from '@/lib/env';

/** Without a request for this long a session ends by itself: fourteen days, an hour for whoever runs a club or Pista. */
export const IDLE_SECONDS = { player: 14 * 86_400, staff: 3_600 } as const;
/** However busy, a session ends after this long: thirty days, half a day for staff. */
const ABSOLUTE_SECONDS = { player: 30 * 86_400, staff: 12 * 3_600 } as const;

const claims = z.object({
  sub: z.uuid(),
  iat: z.int(),
  /** When the person proved who they are, in seconds. */
  startedAt: z.int(),
  /** Must equal the account's own; raising that one ends every session. */
  sessionVersion: z.int(),
});
export type SessionClaims = z.infer<typeof claims>;

/** Opens a session cookie; null when it is forged, expired, or of another shape. */
export async function readSessionToken(token: string): Promise<SessionClaims | null> {
  try {
    return claims.parse(await decode({ token, secret: env().NEXTAUTH_SECRET }));
  } catch {
    return null;
  }
}

/** The same session, alive again for a full idle period from now. */
export function renewSessionToken({ sub, startedAt, sessionVersion }: SessionClaims): Promise<string> {
  return encode({
    token: { sub, startedAt, sessionVersion },
    secret: env().NEXTAUTH_SECRET,
    maxAge: IDLE_SECONDS.player,
  });
}

/** Whether a session is still young enough for that kind of person. */
export function isSessionFresh(session: SessionClaims, kind: keyof typeof IDLE_SECONDS, now: Date): boolean {
  const seconds = now.getTime() / 1000;
  return seconds - session.iat < IDLE_SECONDS[kind] && seconds - session.startedAt < ABSOLUTE_SECONDS[kind];
}
