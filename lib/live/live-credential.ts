import type { Self, SessionLife } from '@/lib/core/context';

/** The key or session that opened a socket. The socket ends with it. */
export type Credential = {
  userId: string;
  tokenId: string | null;
  sessionVersion: number | null;
  sessionLife: SessionLife | null;
  sessionEndsAt: Date | null;
};

export function credentialOf({ userId, via }: Self): Credential {
  const none = { tokenId: null, sessionVersion: null, sessionLife: null, sessionEndsAt: null };
  if (via.kind === 'token') return { ...none, userId, tokenId: via.tokenId };
  const { sessionVersion = null, life = null, endsAt = null } = via;
  return { ...none, userId, sessionVersion, sessionLife: life, sessionEndsAt: endsAt };
}
