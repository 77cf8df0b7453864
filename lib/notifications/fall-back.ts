import { eq } from 'drizzle-orm';
import { transaction } from '@/db';
import { type NoticeChannel, notices, users } from '@/db/schema';
import { assertNever } from '@/lib/errors';
import { nudge, nudgeNotice } from '@/lib/services/jobs';
import { channelFor } from './notify';

type Notice = typeof notices.$inferSelect;

/** Puts a notice on the next channel that may still reach the person. */
export async function fallBack(notice: Notice): Promise<void> {
  const { userId } = notice;
  if (!userId) return;
  const created = await transaction(async (tx) => {
    const [user] = await tx.select().from(users).where(eq(users.id, userId));
    if (!user || user.erasedAt) return [];
    const next = nextChannel(notice.channel, user);
    if (!next) return [];
    const { kind, objectId, reservationId, locale } = notice;
    return tx
      .insert(notices)
      .values({ kind, objectId, reservationId, locale, userId, ...next })
      .onConflictDoNothing()
      .returning({ id: notices.id });
  });
  nudge(...created.map((row) => nudgeNotice(row.id, 0)));
}

function nextChannel(failed: NoticeChannel, user: typeof users.$inferSelect) {
  switch (failed) {
    case 'email':
      return channelFor({ ...user, emailInvalidAt: user.emailInvalidAt ?? new Date(0) });
    case 'sms':
      return { channel: 'call' as const, recipient: user.phone ?? user.id };
    case 'call':
      return undefined;
    default:
      return assertNever(failed);
  }
}
