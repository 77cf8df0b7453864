import { eq } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { type AccountNoticeKind, notices, users } from '@/db/schema';
import { nudge, nudgeNotice } from '@/lib/services/inngest/jobs';

type Event = {
  kind: AccountNoticeKind;
  userId: string;
  /** The key, code or change that the notice is about. Each has one notice. */
  objectId: string;
};

/** Writes the mail about the safety of an account, in the transaction of the change. */
export async function writeAccountNotice(
  tx: Tx,
  after: After,
  { kind, userId, objectId }: Event,
): Promise<void> {
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
  after(nudge, ...rows.map(({ id }) => nudgeNotice(id, 0)));
}
