import { and, eq, gt } from 'drizzle-orm';
import { z } from 'zod';
import { transaction, type Tx } from '@/db';
import { apiTokens, clubs, STAFF_ROLES } from '@/db/schema';
import { requireActor, requireMay } from '@/lib/auth/permissions';
import { getClub } from '@/lib/catalogue/catalogue';
import type { Context, StaffRole } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { personName } from '@/lib/core/input/person-name';
import { requireStepUp } from '@/lib/factors/step-up';
import { writeAccountNotice } from '@/lib/auth/write-account-notice';
import { type ApiToken, describeApiToken, insertKey } from '../create-api-token';
import { isKeyOf } from './list-club-keys';

const MAX_LIVING = 20;

export const createClubKeySchema = z.strictObject({ name: personName, role: z.enum(STAFF_ROLES) });

/** A key with its secret, which is shown only once and stored as a hash. */
type NewClubKey = ApiToken & { role: StaffRole; key: string };

/**
 * Creates a key by which programs do what a role may at the club, for a year. It acts in the name of its maker and ends
 * when they may make keys there no longer; they are told of it by mail.
 * @throws AppError `not_found`, `forbidden` below owner and with `reason` `step_up`, `conflict` at twenty keys
 */
export async function createClubKey(
  ctx: Context,
  clubIdOrSlug: string,
  { name, role }: z.output<typeof createClubKeySchema>,
): Promise<NewClubKey> {
  const { id: clubId } = await getClub(clubIdOrSlug);
  requireMay(ctx, clubId, 'apiKeys');
  await requireStepUp(ctx);
  const { userId } = requireActor(ctx);
  return transaction(async (tx, after) => {
    await assertRoom(tx, ctx, clubId);
    const { token, key } = await insertKey(tx, ctx, { userId, name, scope: 'write', clubId, role });
    await writeAccountNotice(tx, after, { kind: 'api_key_created', userId, objectId: token.id });
    return { ...describeApiToken(token), role, key };
  });
}

/** Counts under the club's lock, so that two makers do not both take the last place. */
async function assertRoom(tx: Tx, ctx: Context, clubId: number): Promise<void> {
  await tx.select({ id: clubs.id }).from(clubs).where(eq(clubs.id, clubId)).for('no key update');
  const living = await tx.$count(apiTokens, and(isKeyOf(clubId), gt(apiTokens.expiresAt, ctx.now)));
  if (living >= MAX_LIVING) throw new AppError('conflict', `Revoke a key first: ${MAX_LIVING} are in use.`);
}
