import { and, eq, inArray, isNull, notInArray, or, sql } from 'drizzle-orm';
import { transaction } from '@/db';
import { type NoticeStatus, notices, users, webhookEvents } from '@/db/schema';
import { fallBack } from './fall-back';

type Told = {
  providerId: string | null;
  /** Our own id, which we gave the provider along: it finds the row even before the provider's id was saved. */
  noticeId: string | null;
  recipients: readonly string[];
  status: Extract<NoticeStatus, 'delivered' | 'bounced' | 'failed'>;
  mailboxDead: boolean;
};

/** What a notice cannot come back from; a delivery that is reported after a bounce changes nothing. */
const FINAL: NoticeStatus[] = ['bounced', 'failed', 'suppressed'];

/**
 * Moves the notice a provider speaks of, once for each stored event; `undefined` marks the event as read and
 * changes nothing. What was to be said goes out by another channel when this one failed.
 */
export async function applyMessageState(webhookEventId: number, told: Told | undefined): Promise<void> {
  const lost = await transaction(async (tx) => {
    const moved = told
      ? await tx
          .update(notices)
          .set({ status: told.status, ...(told.status === 'delivered' && { deliveredAt: sql`now()` }) })
          .where(and(isAbout(told), notInArray(notices.status, FINAL)))
          .returning()
      : [];
    if (told?.mailboxDead && told.recipients.length > 0) {
      await tx
        .update(users)
        .set({ emailInvalidAt: sql`now()` })
        .where(
          and(
            inArray(
              users.email,
              told.recipients.map((address) => address.toLowerCase()),
            ),
            isNull(users.emailInvalidAt),
          ),
        );
    }
    await tx
      .update(webhookEvents)
      .set({ attempts: sql`${webhookEvents.attempts} + 1`, processedAt: sql`now()` })
      .where(eq(webhookEvents.id, webhookEventId));
    return told && told.status !== 'delivered' ? moved : [];
  });
  for (const notice of lost) await fallBack(notice);
}

const isAbout = ({ providerId, noticeId }: Told) =>
  or(
    providerId === null ? undefined : eq(notices.providerId, providerId),
    noticeId === null ? undefined : eq(notices.id, noticeId),
  ) ?? sql`false`;
