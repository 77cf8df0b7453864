import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { transaction } from '@/db';
import { passkeys } from '@/db/schema';
import { requireSelf } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { requireStepUp } from '@/lib/factors/step-up';
import { writeAccountNotice } from '@/lib/auth/write-account-notice';
import { recordChange } from '@/lib/records/audit';

export const removedPasskeyInput = z.object({ id: z.uuid() });

/**
 * Removes one of the person's passkeys, and says so by mail. Sessions that it began go on.
 * @throws AppError `forbidden` with `reason` `step_up`, `not_found` for somebody else's
 */
export async function removePasskey(
  ctx: Context,
  { id }: z.output<typeof removedPasskeyInput>,
): Promise<void> {
  const { userId } = requireSelf(ctx);
  await requireStepUp(ctx);
  await transaction(async (tx, after) => {
    const own = and(eq(passkeys.id, id), eq(passkeys.userId, userId));
    const removed = await tx.delete(passkeys).where(own).returning({ id: passkeys.id });
    if (removed.length === 0) throw notFound('passkey');
    const change = { entity: 'user', entityId: userId, from: null, to: 'passkey_removed' } as const;
    await recordChange(tx, ctx, { ...change, detail: { passkey: id } });
    await writeAccountNotice(tx, after, { kind: 'passkey_removed', userId, objectId: id });
  });
}
