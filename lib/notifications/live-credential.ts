import { type SQL, sql } from 'drizzle-orm';
import type { liveSockets, socketTickets } from '@/db/schema';
import type { Person } from '@/lib/context';

/** What a socket was opened with: an API key, or a session of that version. It lives no longer than this does. */
export type Credential = { userId: string; tokenId: string | null; sessionVersion: number | null };

export const credentialOf = ({ userId, via }: Person): Credential => ({
  userId,
  tokenId: via.kind === 'token' ? via.tokenId : null,
  sessionVersion: via.kind === 'session' ? (via.sessionVersion ?? null) : null,
});

/** For the `where` of a statement over tickets or sockets: those whose key or session is still good. */
export const isGood = (held: typeof socketTickets | typeof liveSockets): SQL => sql`exists (
  select from users u
  where u.id = ${held.userId} and u.disabled_at is null and u.erased_at is null
    and (u.session_version = ${held.sessionVersion} or exists (
      select from api_tokens k
      where k.id = ${held.tokenId} and k.revoked_at is null and (k.expires_at is null or k.expires_at > now()))))`;
