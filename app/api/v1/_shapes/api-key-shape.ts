import { z } from 'zod';
import { TOKEN_SCOPES } from '@/db/schema';
import type { ApiToken } from '@/lib/accounts/create-api-token';
import { instant } from './members';

export const apiKeySchema = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  scope: z.enum(TOKEN_SCOPES),
  expires_at: instant.nullable(),
  last_used_at: instant.nullable(),
  created_at: instant,
});

/** A key as its owner sees it in a list. */
export const apiKeyShape = (token: ApiToken) => ({
  id: token.id,
  name: token.name,
  prefix: token.prefix,
  scope: token.scope,
  expires_at: token.expiresAt?.toISOString() ?? null,
  last_used_at: token.lastUsedAt?.toISOString() ?? null,
  created_at: token.createdAt.toISOString(),
});
