import { eq } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { type NoticeDetail, type NoticeKind, notices, users } from '@/db/schema';
import type { Locale } from '@/lib/core/context';
import { deliverAfter } from './notify';

type Wanted = {
  kind: Extract<NoticeKind, 'staff_invited' | 'club_refused'>;
  objectId: string;
  email: string;
  /** For a mailbox without an account. */
  locale: Locale;
  detail?: NoticeDetail;
};

/** Writes a mail to a mailbox that may have no account, in the language of its account if it has one. */
export async function writeMailboxNotice(
  tx: Tx,
  after: After,
  { kind, objectId, email, locale, detail }: Wanted,
): Promise<void> {
  const [known] = await tx.select({ locale: users.locale }).from(users).where(eq(users.email, email));
  const about = { kind, objectId, channel: 'email', recipient: email, detail: detail ?? null } as const;
  const written = await tx
    .insert(notices)
    .values({ ...about, locale: known?.locale ?? locale })
    .returning();
  deliverAfter(after, written);
}
