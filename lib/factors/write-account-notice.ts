import { eq } from 'drizzle-orm';
import type { Tx } from '@/db';
import { type AccountNoticeKind, notices, users } from '@/db/schema';

type Event = {
  kind: AccountNoticeKind;
  userId: string;
  /** Which key, code or change it is about; of each there is one notice. */
  objectId: string;
};

/**
 * Writes that somebody must be told by mail what happened to the safety of their account, in the transaction in which
 * it did. Returns the new row's id, to be nudged after the commit.
 */
export async function writeAccountNotice(tx: Tx, { kind, userId, objectId }: Event): Promise<string[]> {
  const [user] = await tx
    .select({ recipient: users.email, locale: users.locale })
    .from(users)
    .where(eq(users.id, userId));
  if (!user) throw new Error('the account of a notice is gone');
  const rows = await tx
    .insert(notices)
    .values({ kind, objectId, userId, channel: 'email', ...user })
    .onConflictDoNothing()
    .returning({ id: notices.id });
  return rows.map(({ id }) => id);
}
