import { decode, encode } from 'next-auth/jwt';
import { z } from 'zod';
import { SESSION_LIVES } from '@/db/schema';
import type { Person, SessionLife, SessionProof } from '@/lib/core/context';
import { env } from '@/lib/core/env';

/**
 * How long a session lasts unused, and at most: 14 and 30 days for players, an hour and half a day for staff and
 * operators. Each page restarts the idle time (see `proxy.ts`).
 */
export const SESSION_SECONDS = {
  player: { idle: 14 * 86_400, absolute: 30 * 86_400 },
  staff: { idle: 3_600, absolute: 12 * 3_600 },
} as const satisfies Record<SessionLife, { idle: number; absolute: number }>;

export const lifeOf = (person: Pick<Person, 'operator' | 'staff'>): SessionLife =>
  person.operator || person.staff.length > 0 ? 'staff' : 'player';

/** Our session cookie's content, beside next-auth's own. */
export const sessionClaims = z.object({
  sub: z.uuid(),
  iat: z.int(),
  /** When the person last proved who they are, in seconds. */
  startedAt: z.int(),
  life: z.enum(SESSION_LIVES),
  /** Must equal the account's version; raising that one ends every session. */
  sessionVersion: z.int(),
  /** When the password, a passkey or a second factor was last given, in seconds. Absent after a mailed link alone. */
  provenAt: z.int().optional(),
  /** When a passkey or a code of the second factor was given, in seconds. Absent without one. */
  factorAt: z.int().optional(),
});

export type Session = z.infer<typeof sessionClaims>;

/** Opens a session cookie. Null when it is forged, of another shape, or too old. */
export async function readSessionToken(token: string, now: Date): Promise<Session | null> {
  const session = sessionClaims.safeParse(await decodeOrNull(token));
  return session.success && isLiveSession(session.data, now) ? session.data : null;
}

async function decodeOrNull(token: string) {
  try {
    return await decode({ token, secret: env().NEXTAUTH_SECRET });
  } catch {
    return null;
  }
}

/** When the session's idle or absolute time is over, whichever comes first. */
export function sessionEnd({ iat, startedAt, life }: Session): Date {
  const { idle, absolute } = SESSION_SECONDS[life];
  return new Date(Math.min(iat + idle, startedAt + absolute) * 1000);
}

/** So old a cookie is replaced by the next page. */
const RENEW_AFTER_SECONDS = 300;

/** Whether a page begins the idle time of the session anew. */
export const isRenewedByPage = ({ iat }: Session, now: Date): boolean =>
  now.getTime() / 1000 - iat >= RENEW_AFTER_SECONDS;

/**
 * When a session ends if the page of this moment is the last one, and whether that is its end in any case. Null where
 * the proof does not say.
 */
export function endAfterPage(
  { startedAt, endsAt, life }: SessionProof,
  now: Date,
): { at: Date; isFinal: boolean } | null {
  if (!startedAt || !endsAt || !life) return null;
  const { idle, absolute } = SESSION_SECONDS[life];
  const last = startedAt.getTime() + absolute * 1000;
  const putOff = Math.min(now.getTime() + idle * 1000, last);
  const isPutOff = putOff - endsAt.getTime() >= RENEW_AFTER_SECONDS * 1000;
  const at = isPutOff ? putOff : endsAt.getTime();
  return { at: new Date(at), isFinal: at === last };
}

export const isLiveSession = (session: Session, now: Date): boolean => now < sessionEnd(session);

/** The same session with its idle time begun anew. */
export function renewSessionToken({ iat: _, ...session }: Session): Promise<string> {
  return encode({
    token: session,
    secret: env().NEXTAUTH_SECRET,
    maxAge: SESSION_SECONDS[session.life].idle,
  });
}
