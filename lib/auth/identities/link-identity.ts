import { v7 } from 'uuid';
import { transaction } from '@/db';
import { accounts } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { currentRequestId } from '@/lib/core/request-id';
import { recordChange } from '@/lib/records/audit';
import { writeAccountNotice } from '../write-account-notice';

type Link = Pick<typeof accounts.$inferSelect, 'userId' | 'type' | 'provider' | 'providerAccountId'>;

/**
 * Lets an account of another site open this one from now on, and says so by mail. Of what the site sent only its own
 * id of the person is kept, and no token.
 */
export async function linkIdentity({ userId, type, provider, providerAccountId }: Link): Promise<void> {
  await transaction(async (tx, after) => {
    await tx.insert(accounts).values({ userId, type, provider, providerAccountId });
    const change = { entity: 'user', entityId: userId, from: null, to: 'identity_linked' } as const;
    const ctx = systemContext('sign-in', currentRequestId());
    await recordChange(tx, ctx, { ...change, detail: { provider } });
    const about = { kind: 'identity_linked', userId, objectId: `${provider}:${v7()}` } as const;
    await writeAccountNotice(tx, after, about);
  });
}
