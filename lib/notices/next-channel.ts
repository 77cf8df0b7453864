import { and, eq, ne, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { takeLock } from '@/db/locks';
import { type NoticeChannel, type NoticeStatus, notices } from '@/db/schema';
import { type Addressee, findAddressee, recipientOf } from './people/find-addressees';
import type { Notice } from './notice-facts';
import { deliverAfter } from './notify';
import { listOptedOut } from './opt-outs';
import { callTo, hasSecondWay, mayGoBy, type Way, wayTo } from './people/way-to';

/**
 * Puts a notice on the next channel that may reach the person, in the transaction that ends this one. It does nothing
 * while the same message goes, or has gone, another way.
 */
export async function nextChannel(tx: Tx, after: After, notice: Notice): Promise<void> {
  if (!hasSecondWay(notice.kind)) return;
  const recipient = recipientOf(notice);
  const person =
    recipient && (await findAddressee(tx, { ...recipient, reservationId: notice.reservationId }));
  if (!person) return;
  await takeLock(tx, 'notice', notice.objectId);
  const beside = await findBeside(tx, notice);
  if (beside.some(({ status }) => !isLost(status))) return;
  const tried = new Set([notice.channel, ...beside.map(({ channel }) => channel)]);
  const next = wayAfter(tried, person, await listOptedOut(tx, [person.phone]));
  if (!next || !mayGoBy(notice.kind, next.channel)) return;
  const { kind, objectId, reservationId, refundId, clubId, locale, detail, expiresAt, resendOf } = notice;
  const { userId, customerId, participantPosition } = person;
  const about = { kind, objectId, reservationId, refundId, clubId, locale, detail, expiresAt, resendOf };
  const created = await tx
    .insert(notices)
    .values({ ...about, userId, customerId, participantPosition, ...next })
    .onConflictDoNothing()
    .returning();
  deliverAfter(after, created);
}

/** The same message to the same person by other channels. */
function findBeside(tx: Tx, { id, kind, objectId, userId, customerId, participantPosition }: Notice) {
  return tx
    .select({ channel: notices.channel, status: notices.status })
    .from(notices)
    .where(
      and(
        eq(notices.kind, kind),
        eq(notices.objectId, objectId),
        ne(notices.id, id),
        sql`${notices.userId} is not distinct from ${userId}`,
        sql`${notices.customerId} is not distinct from ${customerId}`,
        sql`${notices.participantPosition} is not distinct from ${participantPosition}`,
      ),
    );
}

const isLost = (status: NoticeStatus): boolean => status === 'bounced' || status === 'failed';

/** Text before call, each once. */
function wayAfter(
  tried: ReadonlySet<NoticeChannel>,
  person: Addressee,
  optedOut: ReadonlySet<string>,
): Way | null {
  if (tried.has('call')) return null;
  const next = wayTo({ ...person, mailboxDead: true }, optedOut);
  return next?.channel === 'sms' && tried.has('sms') ? callTo(person) : next;
}
