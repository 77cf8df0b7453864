import type { Person } from '@/lib/context';

/** What a socket was opened with: an API key, or a session of that version. It lives no longer than this does. */
export type Credential = { userId: string; tokenId: string | null; sessionVersion: number | null };

export const credentialOf = ({ userId, via }: Person): Credential => ({
  userId,
  tokenId: via.kind === 'token' ? via.tokenId : null,
  sessionVersion: via.kind === 'session' ? (via.sessionVersion ?? null) : null,
});
