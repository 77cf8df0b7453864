import { eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import {
  ACCOUNT_NOTICE_KINDS,
  type ActMessage,
  acts,
  liveEvents,
  type NoticeChannel,
  type NoticeKind,
  notices,
  type RefundNoticeKind,
  type ReservationNoticeKind,
  users,
} from '@/db/schema';
import type { Act } from '@/lib/records/acts';
import { nudge, nudgeAct, nudgeAt, nudgeNotice } from '@/lib/services/inngest/jobs';
import { queueOfNotice } from '@/lib/services/inngest/queues';
import { listOptedOut } from './opt-outs';

type Subject = {
  objectId: string;
  userId: string;
  /** The act that it tells of. The notice waits until the act can no longer be undone. */
  act?: Act | null;
} & (
  | { kind: ReservationNoticeKind; reservationId: string }
  | { kind: RefundNoticeKind; reservationId: string; refundId: string }
  | { kind: 'slot_freed' }
);

/**
 * Writes notices to a person, in the transaction of the event; one of a kind about one object to one mailbox exists
 * once. They are delivered after the commit.
 */
export async function notify(tx: Tx, after: After, ...subjects: Subject[]): Promise<void> {
  if (subjects.length === 0) return;
  const people = await tx
    .select()
    .from(users)
    .where(inArray(users.id, [...new Set(subjects.map((subject) => subject.userId))]));
  const optedOut = await listOptedOut(
    tx,
    people.map(({ phone }) => phone),
  );
  const rows = subjects.flatMap((subject) => {
    const person = people.find((candidate) => candidate.id === subject.userId);
    if (!person || person.erasedAt) return [];
    const way = channelFor(person, optedOut);
    if (!mayGoBy(subject.kind, way.channel)) return [];
    const { act, ...about } = subject;
    const waits = act && { actId: act.id, nextAttemptAt: act.undoUntil };
    return [{ ...about, ...waits, locale: person.locale, ...way }];
  });
  if (rows.length === 0) return;
  deliverAfter(after, await tx.insert(notices).values(rows).onConflictDoNothing().returning());
}

type Written = Pick<typeof notices.$inferSelect, 'id' | 'kind' | 'channel' | 'actId' | 'nextAttemptAt'>;

/** Nudges new notices after the commit, those of an act for its end. Calls are made by a person. */
export function deliverAfter(after: After, written: readonly Written[]): void {
  const sendable = written.filter(({ channel }) => channel !== 'call');
  after(
    nudge,
    ...sendable.map(({ id, kind, actId, nextAttemptAt }) => {
      const event = nudgeNotice(id, 0, queueOfNotice(kind));
      return actId === null ? event : nudgeAt(event, nextAttemptAt);
    }),
  );
}

type Reachable = {
  email: string;
  emailInvalidAt: Date | null;
  phone: string | null;
  id: string;
};

/** Mail while the mailbox works, else a text message, else the call list. */
export function channelFor(
  person: Reachable,
  optedOut: ReadonlySet<string>,
): { channel: NoticeChannel; recipient: string } {
  if (!person.emailInvalidAt) return { channel: 'email', recipient: person.email };
  if (person.phone && !optedOut.has(person.phone)) return { channel: 'sms', recipient: person.phone };
  return { channel: 'call', recipient: person.phone ?? person.id };
}

/** The kinds for which staff call, about bookings and money. A free court, an invitation or an account is no reason to call. */
export const mayGoBy = (kind: NoticeKind, channel: NoticeChannel): boolean =>
  channel !== 'call' || (kind !== 'slot_freed' && kind !== 'staff_invited' && !isAccountKind(kind));

const isAccountKind = (kind: NoticeKind) => ACCOUNT_NOTICE_KINDS.some((known) => known === kind);

/** Notifies a person's open pages. The insert's trigger reaches whichever process holds their socket. */
export const tell = (tx: Tx, userId: string, type: string, data: ActMessage['data']): Promise<void> =>
  tellEach(tx, [{ userId, type, data }]);

/** The same for several people, in their order. */
export async function tellEach(tx: Tx, told: readonly ActMessage[]): Promise<void> {
  if (told.length > 0) await tx.insert(liveEvents).values([...told]);
}

/** The same once an act can no longer be undone, by `finishAct`. */
export async function tellOfAct(tx: Tx, after: After, act: Act, told: readonly ActMessage[]): Promise<void> {
  if (told.length === 0) return;
  const messages = sql`${acts.messages} || ${JSON.stringify(told)}::jsonb`;
  await tx.update(acts).set({ messages }).where(eq(acts.id, act.id));
  after(nudge, nudgeAct(act));
}
