import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { type NoticeChannel, notices } from '@/db/schema';
import { assertNever } from '@/lib/core/errors';
import { type Addressee, findAddressee, recipientOf } from './people/find-addressees';
import type { Notice } from './notice-facts';
import { deliverAfter } from './notify';
import { listOptedOut } from './opt-outs';
import { callTo, mayGoBy, type Way, wayTo } from './people/way-to';

/** Puts a notice on the next channel that may reach the person, in the transaction that ends this one. */
export async function nextChannel(tx: Tx, after: After, notice: Notice): Promise<void> {
  const recipient = recipientOf(notice);
  const person =
    recipient && (await findAddressee(tx, { ...recipient, reservationId: notice.reservationId }));
  if (!person) return;
  const next = wayAfter(notice.channel, person, await listOptedOut(tx, [person.phone]));
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

function wayAfter(failed: NoticeChannel, person: Addressee, optedOut: ReadonlySet<string>): Way | null {
  switch (failed) {
    case 'email':
      return wayTo({ ...person, mailboxDead: true }, optedOut);
    case 'sms':
      return callTo(person);
    case 'call':
      return null;
    default:
      return assertNever(failed);
  }
}
