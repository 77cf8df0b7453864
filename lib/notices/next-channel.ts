import { eq } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { type NoticeChannel, notices, users } from '@/db/schema';
import { assertNever } from '@/lib/core/errors';
import { channelFor, deliverAfter, mayGoBy } from './notify';
import { listOptedOut } from './opt-outs';

type Notice = typeof notices.$inferSelect;

/** Puts a notice on the next channel that may reach the person, in the transaction that ends this one. */
export async function nextChannel(tx: Tx, after: After, notice: Notice): Promise<void> {
  const { userId } = notice;
  if (!userId) return;
  const [user] = await tx.select().from(users).where(eq(users.id, userId));
  if (!user || user.erasedAt) return;
  const next = channelAfter(notice.channel, user, await listOptedOut(tx, [user.phone]));
  const { kind, objectId, reservationId, refundId, locale } = notice;
  if (!next || !mayGoBy(kind, next.channel)) return;
  const created = await tx
    .insert(notices)
    .values({ kind, objectId, reservationId, refundId, locale, userId, ...next })
    .onConflictDoNothing()
    .returning();
  deliverAfter(after, created);
}

function channelAfter(failed: NoticeChannel, user: typeof users.$inferSelect, optedOut: ReadonlySet<string>) {
  switch (failed) {
    case 'email':
      return channelFor({ ...user, emailInvalidAt: user.emailInvalidAt ?? new Date(0) }, optedOut);
    case 'sms':
      return { channel: 'call' as const, recipient: user.phone ?? user.id };
    case 'call':
      return undefined;
    default:
      return assertNever(failed);
  }
}
