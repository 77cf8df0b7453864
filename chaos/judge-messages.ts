import { z } from 'zod';
import { db } from '@/db';
import { notices } from '@/db/schema';
import { assertNever } from '@/lib/core/errors';
import { HOUR_MS } from '@/lib/core/time';
import type { Sandbox } from '@/sandbox/start';
import { control } from './world';

const messageSchema = z.object({
  channel: z.enum(['email', 'sms']),
  tags: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
  status_callback: z.string().nullish(),
});
const outboxSchema = z.object({ messages: z.array(messageSchema) });

type Notice = typeof notices.$inferSelect;

/** Mailboxes that bounce, by the beginning of their addresses (`sandbox/resend/deliver-mail.ts`). */
export const BOUNCING = 'bounce-';

/** Every sent notice is one message in the outbox, and every message belongs to one notice. */
export async function judgeMessages({ urls }: Pick<Sandbox, 'urls'>): Promise<string[]> {
  const copies = new Map<string, number>();
  // One outbox keeps the mails and the texts of all.
  const outbox = `${urls.resend ?? urls.twilio}/_control/messages?envelopes`;
  for (const message of outboxSchema.parse(await control(outbox, 'GET')).messages) {
    const id = noticeOf(message);
    copies.set(id, (copies.get(id) ?? 0) + 1);
  }
  const rows = await db().select().from(notices);
  const known = new Set(rows.map(({ id }) => id));
  const ways = new Set(rows.map(({ kind, objectId, channel }) => `${kind} ${objectId} ${channel}`));
  return [
    ...rows.flatMap((notice) => judgeNotice(notice, copies.get(notice.id) ?? 0, ways)),
    ...[...copies.keys()].filter((id) => !known.has(id)).map((id) => `P4 a message of no notice: ${id}`),
  ];
}

function noticeOf({ tags, status_callback }: z.output<typeof messageSchema>): string {
  const tagged = tags.find(({ name }) => name === 'notice_id')?.value;
  const called = status_callback ? new URL(status_callback).searchParams.get('notice_id') : null;
  return tagged ?? called ?? 'none';
}

/** Failed work is put off for an hour at most. */
const waitsForMorning = ({ channel, nextAttemptAt }: Notice): boolean =>
  channel === 'sms' && nextAttemptAt.getTime() > Date.now() + HOUR_MS;

function judgeNotice(notice: Notice, count: number, ways: ReadonlySet<string>): string[] {
  const { id, kind, objectId, channel, status, recipient } = notice;
  const breach = (what: string) => [`P4 notice ${id} (${kind}, ${channel}) is ${status} and ${what}`];
  const sentTwice = `was sent ${count} times`;
  if (count > 1) return breach(sentTwice);
  const next = channel === 'email' ? ['sms', 'call'] : ['call'];
  const fellBack = next.some((way) => ways.has(`${kind} ${objectId} ${way}`));
  switch (status) {
    case 'pending':
      // A call waits for the club's staff, and a text may wait for the morning.
      return count === 0 && (channel === 'call' || waitsForMorning(notice)) ? [] : breach(sentTwice);
    case 'sending':
      return breach('nobody sends it any more');
    case 'sent':
    case 'delivered':
      return count === 1 ? [] : breach(sentTwice);
    case 'suppressed':
      // It may have been sent while it was still true, and its answer lost.
      return [];
    case 'bounced':
      if (count !== 1) return breach(sentTwice);
      return fellBack ? [] : breach('nobody was told another way');
    case 'failed':
      // A text with an unknown outcome, or to an unreachable phone, goes on the call list.
      if (channel === 'email' && !recipient.startsWith(BOUNCING)) return breach('its mailbox works');
      return fellBack ? [] : breach('nobody was told another way');
    default:
      return assertNever(status);
  }
}
