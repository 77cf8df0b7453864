import { z } from 'zod';
import { STAFF_ROLES, TOKEN_SCOPES } from '@/db/schema';
import { log } from '@/lib/core/log';
import { seal, unseal } from '@/lib/core/seal';
import { findCached, storeCached } from '@/lib/services/redis/cache';
import { forgetKeys } from '@/lib/services/redis/invalidate-cache';

/**
 * A revoked key stops working everywhere within five seconds, even while Redis is down. One second is left for the
 * read.
 */
const BELIEVED_SECONDS = 4;

const holderSchema = z.object({
  via: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('token'), tokenId: z.uuid(), scope: z.enum(TOKEN_SCOPES) }),
    z.object({ kind: z.literal('clubKey'), tokenId: z.uuid(), clubId: z.int() }),
  ]),
  expiresAt: z.iso.datetime().nullable(),
  /** With the rights of the key. */
  person: z.object({
    userId: z.uuid(),
    email: z.string(),
    name: z.string().nullable(),
    operator: z.boolean(),
    staff: z.array(z.object({ clubId: z.int(), role: z.enum(STAFF_ROLES) })),
  }),
});

/** The person of a key, or null when it has none. */
const answerSchema = z.object({ holder: holderSchema.nullable() });

export type Holder = z.infer<typeof holderSchema>;
export type HolderAnswer = z.infer<typeof answerSchema>;

/** The cached person of a key, by its hash, for a few seconds. Null when it is not cached or Redis is down. */
export async function recallHolder(tokenHash: string): Promise<HolderAnswer | null> {
  const sealed = await findCached(cacheKey(tokenHash), z.string());
  if (sealed === null) return null;
  try {
    return answerSchema.parse(JSON.parse(unseal(cacheKey(tokenHash), sealed)));
  } catch (error) {
    log().warn({ err: error }, 'a key’s holder in the cache was not written by us');
    return null;
  }
}

/** Sealed, so that write access to Redis does not make anybody an operator. */
export const rememberHolder = (tokenHash: string, holder: Holder | null): Promise<boolean> =>
  storeCached(
    cacheKey(tokenHash),
    seal(cacheKey(tokenHash), JSON.stringify({ holder } satisfies HolderAnswer)),
    BELIEVED_SECONDS,
  );

/** Makes every process read these keys again. */
export const forgetHolders = async (tokenHashes: readonly string[]): Promise<boolean> =>
  tokenHashes.length === 0 || forgetKeys(...tokenHashes.map(cacheKey));

const cacheKey = (tokenHash: string) => `token:${tokenHash}`;
