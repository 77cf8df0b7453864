import { and, eq, inArray, isNull, notInArray, or, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { type NoticeStatus, notices, users, webhookEvents } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { moveNotices } from './move-notice';
import { nextChannel } from './next-channel';

type Told = {
  providerId: string | null;
  /** Our own id, which the provider returns. It finds the row even before the provider's id was stored. */
  noticeId: string | null;
  recipients: readonly string[];
  status: Extract<NoticeStatus, 'delivered' | 'bounced' | 'failed'>;
  mailboxDead: boolean;
};

/** Final states. A delivery that is reported after a bounce changes nothing. */
const FINAL: NoticeStatus[] = ['bounced', 'failed', 'suppressed'];

/** A replay does not make it later. */
const FIRST_DELIVERY = { deliveredAt: sql`coalesce(${notices.deliveredAt}, now())` };

/**
 * Moves the notice of a provider's event, in the transaction that stores the event; `undefined` only marks the event
 * as processed. A failed channel is followed by the next one.
 */
export async function applyMessageState(
  tx: Tx,
  after: After,
  ctx: Context,
  webhookEventId: number,
  told: Told | undefined,
): Promise<void> {
  await tx
    .update(webhookEvents)
    .set({ tryCount: sql`${webhookEvents.tryCount} + 1`, processedAt: sql`now()` })
    .where(eq(webhookEvents.id, webhookEventId));
  if (!told) return;
  const change = { status: told.status, ...(told.status === 'delivered' && FIRST_DELIVERY) };
  const moved = await moveNotices(tx, ctx, change, and(isAbout(told), notInArray(notices.status, FINAL)));
  if (told.mailboxDead) await markDead(tx, told.recipients);
  if (told.status === 'delivered') return;
  await Promise.all(moved.map((notice) => nextChannel(tx, after, notice)));
}

async function markDead(tx: Tx, mailboxes: readonly string[]): Promise<void> {
  if (mailboxes.length === 0) return;
  const addresses = mailboxes.map((address) => address.toLowerCase());
  await tx
    .update(users)
    .set({ emailInvalidAt: sql`now()` })
    .where(and(inArray(users.email, addresses), isNull(users.emailInvalidAt)));
}

const isAbout = ({ providerId, noticeId }: Told) =>
  or(
    providerId === null ? undefined : eq(notices.providerId, providerId),
    noticeId === null ? undefined : eq(notices.id, noticeId),
  ) ?? sql`false`;
