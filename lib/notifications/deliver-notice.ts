import { and, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { db, transaction } from '@/db';
import { notices, users } from '@/db/schema';
import type { Context } from '@/lib/context';
import { crashPoint } from '@/lib/crash-point';
import { env } from '@/lib/env';
import { AppError, assertNever, isAppError } from '@/lib/errors';
import { ProviderRefusal } from '@/lib/services/provider-errors';
import { nudge, nudgeNotice } from '@/lib/services/jobs';
import { sendEmail } from '@/lib/services/resend';
import { sendSms } from '@/lib/services/twilio';
import { calendarFile } from './calendar-file';
import { fallBack } from './fall-back';
import { type Content, type NoticeSubject, type ReservationFacts, readNoticeSubject } from './notice-facts';
import { renderNotice, renderText } from './templates/render-notice';

type Notice = typeof notices.$inferSelect;
export type Delivery = 'sent' | 'suppressed' | 'failed' | 'skipped';

const MAX_RETRIES = 20;
/** A claim older than this belongs to a process that died while sending. */
const CLAIM_MINUTES = 2;
const TWILIO_OPTED_OUT = '21610';

/**
 * Sends one pending notice. It is claimed first and marked after; a crash in between leads to the same mail under
 * the same key, which Resend sends once.
 * @throws AppError service_unavailable, with the row back at `pending` and its next attempt written, when the
 *   provider is away
 */
export async function deliverNotice(ctx: Context, noticeId: string): Promise<Delivery> {
  const notice = await claim(noticeId);
  if (!notice) return 'skipped';
  try {
    const subject = await readNoticeSubject(notice);
    if (!subject.user || subject.user.erasedAt || !stillTrue(subject, ctx.now))
      return mark(notice, { status: 'suppressed' });
    const providerId = await send(notice, subject);
    crashPoint('notice_sent');
    return mark(notice, { status: 'sent', providerId, sentAt: ctx.now });
  } catch (error) {
    if (error instanceof ProviderRefusal) return refuse(notice, error);
    throw await postpone(notice, error);
  }
}

async function claim(noticeId: string): Promise<Notice | undefined> {
  const [claimed] = await db()
    .update(notices)
    .set({ status: 'sending', claimedAt: sql`now()` })
    .where(
      and(
        eq(notices.id, noticeId),
        lte(notices.nextAttemptAt, sql`now()`),
        or(
          and(eq(notices.status, 'pending'), sql`${notices.channel} <> 'call'`),
          // A text message has no idempotency key: one that may have gone out is not sent again.
          and(
            eq(notices.status, 'sending'),
            eq(notices.channel, 'email'),
            lte(notices.claimedAt, sql`now() - make_interval(mins => ${CLAIM_MINUTES})`),
          ),
        ),
      ),
    )
    .returning();
  return claimed;
}

/** A message is about the state it was written for; when that has passed it is not sent. */
function stillTrue(subject: NoticeSubject, now: Date): boolean {
  switch (subject.kind) {
    case 'reservation_confirmation':
    case 'reservation_reminder':
      return subject.status === 'confirmed' || subject.status === 'completed';
    case 'slot_freed':
      return subject.startsAt > now;
    case 'reservation_cancelled':
    case 'payment_refunded':
    case 'payment_too_late':
    case 'payment_mismatch':
    case 'refund_failed':
    case 'club_closed':
      return true;
    default:
      return assertNever(subject);
  }
}

async function send(notice: Notice, about: Content): Promise<string> {
  switch (notice.channel) {
    case 'email':
      return (await mail(notice, about)).id;
    case 'sms':
      return (await text(notice, about)).sid;
    case 'call':
      throw new Error('a call is made by people');
    default:
      return assertNever(notice.channel);
  }
}

async function mail(notice: Notice, about: Content): Promise<{ id: string }> {
  const content = await renderNotice(about, notice.locale);
  return sendEmail(
    {
      to: notice.recipient,
      ...content,
      attachments: about.kind === 'reservation_confirmation' ? [invitation(about.facts)] : [],
      tags: { notice_id: notice.id, kind: notice.kind },
    },
    `notice/${notice.id}`,
  );
}

const invitation = (game: ReservationFacts) => ({
  filename: 'pista.ics',
  content: calendarFile(game),
  contentType: 'text/calendar',
});

const text = (notice: Notice, about: Content) =>
  sendSms({
    to: notice.recipient,
    body: renderText(about, notice.locale),
    statusCallbackUrl: new URL(
      `/api/v1/notifications/twilio-webhook?notice_id=${notice.id}`,
      env().NEXTAUTH_URL,
    ).href,
  });

type Outcome = { status: 'sent'; providerId: string; sentAt: Date } | { status: 'suppressed' };

async function mark(notice: Notice, outcome: Outcome): Promise<Outcome['status']> {
  const marked = await db()
    .update(notices)
    .set(outcome)
    .where(and(eq(notices.id, notice.id), eq(notices.status, 'sending')))
    .returning({ id: notices.id });
  if (marked.length === 0 && outcome.status === 'sent') await keepSent(notice, outcome);
  return outcome.status;
}

/** The provider may tell what became of a message before we have written that it went out. */
async function keepSent(
  { id }: Notice,
  { providerId, sentAt }: Extract<Outcome, { status: 'sent' }>,
): Promise<void> {
  await db()
    .update(notices)
    .set({ providerId, sentAt })
    .where(
      and(
        eq(notices.id, id),
        inArray(notices.status, ['delivered', 'bounced', 'failed']),
        isNull(notices.sentAt),
      ),
    );
}

/** Gives this channel up for the next one, at the end the club's call list. */
async function giveUp(notice: Notice, lastError: string): Promise<'failed'> {
  const created = await transaction(async (tx) => {
    const failed = await tx
      .update(notices)
      .set({ status: 'failed', lastError })
      .where(and(eq(notices.id, notice.id), eq(notices.status, 'sending')))
      .returning({ id: notices.id });
    return failed.length > 0 ? fallBack(tx, notice) : [];
  });
  nudge(...created.map((id) => nudgeNotice(id, 0)));
  return 'failed';
}

/** A final no of the provider: the next channel takes over. */
async function refuse(notice: Notice, refusal: ProviderRefusal): Promise<Delivery> {
  // The mail went out under this key before, with other words: it was sent all the same.
  if (refusal.code === 'invalid_idempotent_request') {
    await db().update(notices).set({ status: 'sent', sentAt: sql`now()` }).where(eq(notices.id, notice.id));
    return 'sent';
  }
  if (refusal.code === TWILIO_OPTED_OUT && notice.userId) {
    await db().update(users).set({ smsOptedOutAt: sql`now()` }).where(eq(users.id, notice.userId));
  }
  return giveUp(notice, refusal.code);
}

/** Back to `pending`, later each time up to an hour; after twenty tries it is given up and falls back. */
async function postpone(notice: Notice, error: unknown): Promise<unknown> {
  const waitSeconds = Math.min(
    3600,
    Math.max(isAppError(error) ? (error.retryAfterSeconds ?? 0) : 0, 5 * 2 ** notice.retryCount),
  );
  const lastError = error instanceof Error ? error.message.slice(0, 300) : String(error);
  if (notice.retryCount + 1 >= MAX_RETRIES) {
    await giveUp(notice, lastError);
    return error;
  }
  await db()
    .update(notices)
    .set({
      status: 'pending',
      retryCount: notice.retryCount + 1,
      nextAttemptAt: sql`now() + make_interval(secs => ${waitSeconds})`,
      lastError,
    })
    .where(and(eq(notices.id, notice.id), eq(notices.status, 'sending')));
  if (!isAppError(error, 'service_unavailable')) return error;
  return new AppError('service_unavailable', error.message, {
    cause: error,
    retryAfterSeconds: waitSeconds + 1,
  });
}
