import { and, eq, inArray, ne } from 'drizzle-orm';
import { v7 } from 'uuid';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import { accounts, passkeys, users } from '@/db/schema';
import { IDENTITIES, type Identity } from '@/lib/auth/identities/identities';
import { requireSelf } from '@/lib/auth/permissions';
import { writeAccountNotice } from '@/lib/auth/write-account-notice';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { requireStepUp } from '@/lib/factors/step-up';
import { recordChange } from '@/lib/records/audit';

export const unlinkedIdentityInput = z.object({ identity: z.enum(IDENTITIES) });

/**
 * Ends that the person's accounts of another site open this one, and says so by mail. Sessions that they began go on.
 * @throws AppError `forbidden` with `reason` `step_up`, `not_found` where none is linked, `conflict` with `reason`
 *   `last_way` without a password, a passkey or another such site
 */
export async function unlinkIdentity(
  ctx: Context,
  { identity }: z.output<typeof unlinkedIdentityInput>,
): Promise<void> {
  const { userId } = requireSelf(ctx);
  await requireStepUp(ctx);
  await transaction(async (tx, after) => {
    // Two sites that are unlinked at once would each see the other as what is left.
    const [user] = await tx
      .select({ passwordHash: users.passwordHash })
      .from(users)
      .where(eq(users.id, userId))
      .for('update');
    const own = and(eq(accounts.userId, userId), eq(accounts.provider, identity));
    if ((await tx.$count(accounts, own)) === 0) throw notFound('linked account');
    if (!user?.passwordHash && !(await hasAnotherWay(tx, userId, identity))) throw lastWay();
    await tx.delete(accounts).where(own);
    const change = { entity: 'user', entityId: userId, from: null, to: 'identity_unlinked' } as const;
    await recordChange(tx, ctx, { ...change, detail: { provider: identity } });
    const about = { kind: 'identity_unlinked', userId, objectId: `${identity}:${v7()}` } as const;
    await writeAccountNotice(tx, after, about);
  });
}

async function hasAnotherWay(tx: Tx, userId: string, identity: Identity): Promise<boolean> {
  if ((await tx.$count(passkeys, eq(passkeys.userId, userId))) > 0) return true;
  const others = and(ne(accounts.provider, identity), inArray(accounts.provider, [...IDENTITIES]));
  return (await tx.$count(accounts, and(eq(accounts.userId, userId), others))) > 0;
}

const lastWay = () =>
  new AppError('conflict', 'Set a password or add a passkey first, or nothing else would open the account.', {
    details: { reason: 'last_way' },
  });
