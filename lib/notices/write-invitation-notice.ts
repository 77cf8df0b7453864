import { eq } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { notices, users } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { deliverAfter } from './notify';

/** Writes the mail with the link of an invitation, in the language of its account, else in the inviter's. */
export async function writeInvitationNotice(
  tx: Tx,
  after: After,
  ctx: Context,
  { id, email }: { id: string; email: string },
): Promise<void> {
  const [known] = await tx.select({ locale: users.locale }).from(users).where(eq(users.email, email));
  const about = { kind: 'staff_invited', objectId: id, channel: 'email', recipient: email } as const;
  const written = await tx
    .insert(notices)
    .values({ ...about, locale: known?.locale ?? ctx.locale })
    .returning();
  deliverAfter(after, written);
}
