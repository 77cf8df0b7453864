import { and, eq, gt, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { z } from 'zod';
import { db, type Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { changeOrPreview } from '@/db/change-or-preview';
import { notices } from '@/db/schema';
import { requireActor, requireMay } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { readNoticeSubject } from '@/lib/notices/facts/read-notice-subject';
import { isStillRelevant } from '@/lib/notices/is-still-relevant';
import type { Notice } from '@/lib/notices/notice-facts';
import { deliverAfter } from '@/lib/notices/notify';
import { listOptedOut } from '@/lib/notices/opt-outs';
import { findReader } from '@/lib/notices/people/find-reader';
import { type Way, wayTo, withoutMail } from '@/lib/notices/people/way-to';
import { recordChange } from '@/lib/records/audit';
import { type Message, readMessages } from './read-messages';

/** So often a day the same message may be sent again. */
const MOST_A_DAY = 3;

export const resendSchema = z.strictObject({
  /** By text message also to who has a mailbox. */
  channel: z.literal('sms').optional(),
});

/**
 * Sends a message of a club again, with what is true now and to the address that the person has now.
 * @throws AppError `conflict` for one that has not gone out yet or is for a call, for words that are not true any
 *   more, for somebody without an address of that kind, and at three a day; `not_found`, `forbidden`, `unauthenticated`
 */
export async function resendNotice(
  ctx: Context,
  noticeId: string,
  { channel }: z.output<typeof resendSchema> = {},
): Promise<Message> {
  const notice = await findNotice(ctx, noticeId);
  assertWentOut(notice);
  await assertStillTrue(ctx, notice);
  return changeOrPreview(ctx, async (tx, after) => {
    const rootId = notice.resendOf ?? notice.id;
    await assertSeldom(tx, rootId);
    const written = await insert(tx, after, notice, rootId, await findWay(tx, notice, channel));
    await recordChange(tx, ctx, {
      entity: 'notice',
      entityId: written.id,
      from: null,
      to: 'pending',
      detail: { resend_of: rootId },
      asStaff: true,
    });
    const where = sql`n.id = ${written.id}`;
    const [message] = await readMessages(tx, { where, order: sql`n.id`, limit: 1, offset: 0 });
    if (!message) throw new Error('a written row is there');
    return message;
  });
}

async function findNotice(ctx: Context, id: string): Promise<Notice> {
  requireActor(ctx);
  const [notice] = await db().select().from(notices).where(eq(notices.id, id));
  if (!notice || notice.clubId === null) throw notFound('message');
  requireMay(ctx, notice.clubId, 'resend', 'message');
  return notice;
}

function assertWentOut({ channel, status }: Notice): void {
  if (channel === 'call') throw new AppError('conflict', 'This is a call, which people make.');
  if (status === 'pending' || status === 'sending')
    throw new AppError('conflict', 'This message has not gone out yet.');
}

async function assertStillTrue(ctx: Context, notice: Notice): Promise<void> {
  const subject = await readNoticeSubject(notice);
  if (subject.reader && isStillRelevant(subject, notice, ctx.now)) return;
  throw new AppError('conflict', 'What this message says is not true any more.');
}

/** The first one's lock counts one resend after another. */
async function assertSeldom(tx: Tx, rootId: string): Promise<void> {
  await tx.select({ id: notices.id }).from(notices).where(eq(notices.id, rootId)).for('update');
  const today = and(eq(notices.resendOf, rootId), gt(notices.createdAt, sql`now() - interval '1 day'`));
  if ((await tx.$count(notices, today)) >= MOST_A_DAY)
    throw new AppError('conflict', `This message was sent again ${MOST_A_DAY} times today.`);
}

async function findWay(tx: Tx, notice: Notice, channel: 'sms' | undefined): Promise<Way> {
  const person = await findReader(tx, notice);
  const optedOut = await listOptedOut(tx, person ? [person.phone] : []);
  const way = person && wayTo(channel === 'sms' ? withoutMail(person) : person, optedOut);
  if (way && way.channel !== 'call') return way;
  throw new AppError('conflict', 'There is no address that takes messages: call them.');
}

async function insert(tx: Tx, after: After, notice: Notice, rootId: string, way: Way): Promise<Notice> {
  const { kind, objectId, reservationId, refundId, clubId, locale, detail, expiresAt } = notice;
  const { userId, customerId, participantPosition } = notice;
  const [written] = await tx
    .insert(notices)
    .values({
      kind,
      objectId: `${objectId}:${v7()}`,
      reservationId,
      refundId,
      clubId,
      locale,
      detail,
      expiresAt,
      userId,
      customerId,
      participantPosition,
      ...way,
      resendOf: rootId,
    })
    .returning();
  if (!written) throw new Error('an insert without a conflict returns its row');
  deliverAfter(after, [written]);
  return written;
}
