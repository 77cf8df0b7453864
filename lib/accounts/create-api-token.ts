import { and, count, eq, gt, isNull, or } from 'drizzle-orm';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import { apiTokens, TOKEN_SCOPES, users } from '@/db/schema';
import { generateApiKey, hashApiKey } from '@/lib/auth/api-key';
import { requireSelf } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { AppError } from '@/lib/core/errors';
import { personName } from '@/lib/core/input/person-name';
import { requireStepUp } from '@/lib/factors/step-up';
import { writeAccountNotice } from '@/lib/auth/write-account-notice';
import { recordChange } from '@/lib/records/audit';

const YEAR_MS = 365 * 86_400_000;
const MAX_LIVING = 20;
/** Mode, separators and the first five characters. They show which key it is and are too few to guess it. */
const PREFIX_LENGTH = 'pista_live_'.length + 5;

export const apiTokenInput = z.strictObject({
  name: personName,
  scope: z.enum(TOKEN_SCOPES),
  /** A year from now by default. */
  expiresAt: z.iso.datetime({ offset: true }).optional(),
});

export type ApiToken = {
  id: string;
  name: string;
  prefix: string;
  scope: (typeof TOKEN_SCOPES)[number];
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  createdAt: Date;
};

/**
 * Creates an API key for the signed-in person. `key` is shown only once and stored as a hash; a key that may only
 * read cannot make one that writes.
 * @throws AppError `invalid_input` for an expiry in the past or beyond a year, `conflict` at twenty active keys
 */
export async function createApiToken(
  ctx: Context,
  input: z.output<typeof apiTokenInput>,
): Promise<ApiToken & { key: string }> {
  await requireStepUp(ctx);
  return issueApiToken(ctx, requireSelf(ctx).userId, input);
}

/** The same for another person, from a script on the server. The person is told by mail in both cases. */
export async function issueApiToken(
  ctx: Context,
  userId: string,
  input: z.output<typeof apiTokenInput>,
): Promise<ApiToken & { key: string }> {
  return transaction(async (tx, after) => {
    const token = await insertApiToken(tx, ctx, userId, input);
    const about = { kind: 'api_key_created', userId, objectId: token.id } as const;
    await writeAccountNotice(tx, after, about);
    return token;
  });
}

/** Writes a key of a person and its line of the audit. */
export async function insertApiToken(
  tx: Tx,
  ctx: Context,
  userId: string,
  { name, scope, expiresAt: asked }: z.output<typeof apiTokenInput>,
): Promise<ApiToken & { key: string }> {
  await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('update');
  const living = and(
    eq(apiTokens.userId, userId),
    isNull(apiTokens.clubId),
    isNull(apiTokens.revokedAt),
    or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, ctx.now)),
  );
  const [found] = await tx.select({ count: count() }).from(apiTokens).where(living);
  if ((found?.count ?? 0) >= MAX_LIVING) {
    throw new AppError('conflict', `Revoke a key first: ${MAX_LIVING} are in use.`);
  }
  const expiresAt = asked === undefined ? inAYear(ctx.now) : new Date(asked);
  const { token, key } = await insertKey(tx, ctx, { userId, name, scope, expiresAt });
  return { ...describeApiToken(token), key };
}

const inAYear = (now: Date) => new Date(now.getTime() + YEAR_MS);

type Wanted = Pick<
  typeof apiTokens.$inferInsert,
  'userId' | 'name' | 'scope' | 'clubId' | 'role' | 'expiresAt'
>;

/** Writes a key of a person or a club and its line of the audit. It lasts a year unless said otherwise. */
export async function insertKey(
  tx: Tx,
  ctx: Context,
  wanted: Wanted,
): Promise<{ token: typeof apiTokens.$inferSelect; key: string }> {
  const expiresAt = wanted.expiresAt ?? inAYear(ctx.now);
  assertWithinYear(expiresAt, ctx.now);
  const key = generateApiKey(env().NODE_ENV === 'production' ? 'live' : 'test');
  const [token] = await tx
    .insert(apiTokens)
    .values({ ...wanted, expiresAt, prefix: key.slice(0, PREFIX_LENGTH), tokenHash: hashApiKey(key) })
    .returning();
  if (!token) throw new Error('an insert returned nothing');
  const { id, userId, scope, clubId, role } = token;
  await recordChange(tx, ctx, {
    entity: 'user',
    entityId: userId,
    from: null,
    to: 'api_token_created',
    asStaff: clubId !== null,
    detail: { token: id, scope, ...(clubId !== null && { club: clubId, as: role }) },
  });
  return { token, key };
}

function assertWithinYear(expiresAt: Date, now: Date): void {
  const aheadMs = expiresAt.getTime() - now.getTime();
  if (aheadMs > 0 && aheadMs <= YEAR_MS) return;
  throw new AppError('invalid_input', 'A key may last a year at most.', {
    fields: { expires_at: ['must lie within the next 365 days'] },
  });
}

/** A key as its owner sees it in a list. */
export const describeApiToken = (token: typeof apiTokens.$inferSelect): ApiToken => ({
  id: token.id,
  name: token.name,
  prefix: token.prefix,
  scope: token.scope,
  expiresAt: token.expiresAt,
  lastUsedAt: token.lastUsedAt,
  createdAt: token.createdAt,
});
