import { and, eq, inArray, lte, or, sql } from 'drizzle-orm';
import { db, transaction } from '@/db';
import { notices } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { crashPoint } from '@/lib/core/crash-point';
import { AppError, isAppError } from '@/lib/core/errors';
import { keptMessage } from '@/lib/core/redact';
import { ProviderRefusal } from '@/lib/services/call/provider-errors';
import { SmsOutcomeUnknown } from '@/lib/services/twilio/twilio';
import { CLAIM_MINUTES, findNewerMove, findOlder, type Older, wasNeverTold } from './delivery-order';
import { isStillRelevant } from './is-still-relevant';
import { isRefused } from './mail-choice';
import { claimed, giveUp, markSent, moveNotices, suppress } from './move-notice';
import type { Notice, NoticeSubject, Reader } from './notice-facts';
import { isOptedOut, setOptOut } from './opt-outs';
import { readNoticeSubject } from './facts/read-notice-subject';
import { sendNotice } from './send-notice';
import { quietUntil, textLimitOf } from './text-limits';

/**
 * `unknown` is a text that may have been sent. Twilio reports on it later, or it goes on the call list. `held` is one
 * that waits for the morning.
 */
export type Delivery = 'sent' | 'suppressed' | 'failed' | 'skipped' | 'unknown' | 'held';

const MAX_RETRIES = 20;
/** So soon the notice behind one that is being sent is looked at again. */
const WAIT_SECONDS = 5;
const TWILIO_OPTED_OUT = '21610';

/**
 * Sends one pending notice: it is claimed first and marked after. After a crash in between the same mail goes out
 * under the same key, which Resend sends once. Older ones to the same person about the same booking go out before.
 * @throws AppError service_unavailable, with the row back at `pending` and its next attempt written, when the
 *   provider is away or an older notice has to wait
 */
export async function deliverNotice(ctx: Context, noticeId: string): Promise<Delivery> {
  for (const older of await findOlder(noticeId)) {
    const until = await goFirst(ctx, older);
    if (until) throw await waitUntil(ctx, noticeId, until);
  }
  const notice = await claim(ctx, noticeId);
  if (!notice) return 'skipped';
  const newer = notice.kind === 'reservation_moved' ? await findNewerMove(notice) : undefined;
  if (newer?.is === 'undoable') throw await waitUntil(ctx, noticeId, newer.until);
  return newer ? suppress(ctx, notice, 'superseded') : send(ctx, notice);
}

/** Sends an older notice, or answers until when it has to be waited for. */
async function goFirst(ctx: Context, { id, state, nextAttemptAt }: Older): Promise<Date | undefined> {
  if (state === 'under_way') return new Date(ctx.now.getTime() + WAIT_SECONDS * 1000);
  if (state === 'later') return nextAttemptAt;
  await comeDue(id);
  try {
    const notice = await claim(ctx, id);
    if (notice) await send(ctx, notice);
    return undefined;
  } catch (error) {
    // Any other error is of that notice alone. Its own job meets it again.
    if (!isAppError(error, 'service_unavailable')) return undefined;
    const [waiting] = await db().select().from(notices).where(eq(notices.id, id));
    return waiting?.nextAttemptAt;
  }
}

/** Ends the pause after a failed attempt. */
const comeDue = (noticeId: string) =>
  db()
    .update(notices)
    .set({ nextAttemptAt: sql`least(${notices.nextAttemptAt}, now())` })
    .where(and(eq(notices.id, noticeId), eq(notices.status, 'pending')));

/** Back to `pending` until a second after that time. */
async function waitUntil(ctx: Context, noticeId: string, until: Date): Promise<AppError> {
  const nextAttemptAt = sql`${until.toISOString()}::timestamptz + interval '1 second'`;
  await transaction((tx) =>
    moveNotices(
      tx,
      ctx,
      { status: 'pending', nextAttemptAt },
      and(eq(notices.id, noticeId), inArray(notices.status, ['pending', 'sending'])),
    ),
  );
  const retryAfterSeconds = Math.max(1, Math.ceil((until.getTime() - ctx.now.getTime()) / 1000)) + 2;
  return new AppError('service_unavailable', 'Another message to the same person goes first.', {
    retryAfterSeconds,
  });
}

async function send(ctx: Context, notice: Notice): Promise<Delivery> {
  if (notice.expiresAt && notice.expiresAt <= ctx.now) return suppress(ctx, notice, 'too_late');
  try {
    const subject = await readNoticeSubject(notice);
    const { reader } = subject;
    if (!reader || !isStillRelevant(subject, notice, ctx.now)) return suppress(ctx, notice);
    if (isCancellation(notice) && (await wasNeverTold(notice))) return suppress(ctx, notice, 'never_told');
    if (notice.channel === 'email' && (await isRefused(notice))) return suppress(ctx, notice, 'refused');
    if (isDead(notice, reader)) return giveUp(ctx, notice, 'mailbox_dead');
    if (await hasOptedOut(notice)) return giveUp(ctx, notice, 'opted_out');
    if (notice.channel === 'sms') {
      const until = quietTimeOf(ctx, subject);
      if (until) return hold(ctx, notice, until);
      const limit = await textLimitOf(notice);
      if (limit) return giveUp(ctx, notice, limit);
    }
    const sent = await sendNotice(notice, subject);
    crashPoint('notice_sent');
    return markSent(ctx, notice, { ...sent, sentAt: ctx.now, ...withoutAddress(notice) });
  } catch (error) {
    if (error instanceof ProviderRefusal) return refuse(ctx, notice, error);
    if (error instanceof SmsOutcomeUnknown) return 'unknown';
    throw await postpone(ctx, notice, error);
  }
}

const quietTimeOf = (ctx: Context, { kind, facts }: NoticeSubject): Date | null =>
  'timeZone' in facts ? quietUntil(kind, facts, ctx.now) : null;

/** Back to `pending` until the morning. The sweep finds it then. */
async function hold(ctx: Context, notice: Notice, until: Date): Promise<Delivery> {
  const nextAttemptAt = sql`${until.toISOString()}::timestamptz`;
  await transaction((tx) => moveNotices(tx, ctx, { status: 'pending', nextAttemptAt }, claimed(notice)));
  return 'held';
}

/** What staff send again is meant to go out. */
const isCancellation = ({ kind, resendOf }: Notice): boolean =>
  resendOf === null && CANCELLATIONS.some((one) => one === kind);
const CANCELLATIONS = ['reservation_cancelled', 'club_closed', 'series_cancelled', 'series_closed'] as const;

async function claim(ctx: Context, noticeId: string): Promise<Notice | undefined> {
  const due = and(
    eq(notices.id, noticeId),
    lte(notices.nextAttemptAt, sql`now()`),
    or(
      and(eq(notices.status, 'pending'), sql`${notices.channel} <> 'call'`),
      // A text message has no idempotency key, so one that may have been sent is not sent again.
      and(
        eq(notices.status, 'sending'),
        eq(notices.channel, 'email'),
        lte(notices.claimedAt, sql`now() - make_interval(mins => ${CLAIM_MINUTES})`),
      ),
    ),
  );
  const claim = { status: 'sending', claimedAt: sql`now()` } as const;
  return (await transaction((tx) => moveNotices(tx, ctx, claim, due)))[0];
}

/** After its last mail the address of an erased account is deleted. */
const withoutAddress = ({ id, kind }: Notice) =>
  kind === 'account_erased' ? { recipient: `erased:${id}` } : {};

/** The mailbox may have died while the notice waited. */
const isDead = ({ channel, recipient }: Notice, { email, mailboxDead }: Reader): boolean =>
  channel === 'email' && recipient === email && mailboxDead;

/** STOP may have come while the notice waited. */
const hasOptedOut = async ({ channel, recipient }: Notice): Promise<boolean> =>
  channel === 'sms' && (await isOptedOut(db(), recipient));

/** After the provider's final refusal the next channel takes over. */
async function refuse(ctx: Context, notice: Notice, refusal: ProviderRefusal): Promise<Delivery> {
  // The mail was sent under this key before, with another content.
  if (refusal.code === 'invalid_idempotent_request') return markSent(ctx, notice, { sentAt: ctx.now });
  if (refusal.code === TWILIO_OPTED_OUT) {
    await transaction((tx) => setOptOut(tx, ctx, notice.recipient, true));
  }
  return giveUp(ctx, notice, refusal.code);
}

/** Back to `pending`, with a delay that grows to an hour. After twenty tries the next channel takes over. */
async function postpone(ctx: Context, notice: Notice, error: unknown): Promise<unknown> {
  const waitSeconds = Math.min(
    3600,
    Math.max(isAppError(error) ? (error.retryAfterSeconds ?? 0) : 0, 5 * 2 ** notice.retryCount),
  );
  const lastError = keptMessage(error);
  const retryCount = notice.retryCount + 1;
  if (retryCount >= MAX_RETRIES) {
    await giveUp(ctx, notice, lastError);
    return error;
  }
  const nextAttemptAt = sql`now() + make_interval(secs => ${waitSeconds})`;
  const waiting = { status: 'pending', retryCount, nextAttemptAt, lastError } as const;
  await transaction((tx) => moveNotices(tx, ctx, waiting, claimed(notice)));
  if (!isAppError(error, 'service_unavailable')) return error;
  return new AppError('service_unavailable', error.message, {
    cause: error,
    retryAfterSeconds: waitSeconds + 1,
  });
}
