import { and, eq, sql } from 'drizzle-orm';
import { transaction } from '@/db';
import { users } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { currentRequestId } from '@/lib/core/request-id';
import { recordChange } from '@/lib/records/audit';

/**
 * Ends every session of a person, since a signed cookie cannot be revoked alone. Does nothing when those of that
 * version have ended already.
 */
export async function endSessions(userId: string, sessionVersion: number): Promise<void> {
  await transaction(async (tx) => {
    const [ended] = await tx
      .update(users)
      .set({ sessionVersion: sql`${users.sessionVersion} + 1` })
      .where(and(eq(users.id, userId), eq(users.sessionVersion, sessionVersion)))
      .returning({ id: users.id });
    if (!ended) return;
    const change = { entity: 'user', entityId: userId, from: null, to: 'signed_out' } as const;
    await recordChange(tx, systemContext('sign-out', currentRequestId()), change);
  });
}
