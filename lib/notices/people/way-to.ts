import { ACCOUNT_NOTICE_KINDS, type NoticeChannel, type NoticeKind } from '@/db/schema';
import type { Addressee } from './find-addressees';

export type Way = { channel: NoticeChannel; recipient: string };

type Reachable = Pick<Addressee, 'userId' | 'customerId' | 'email' | 'mailboxDead' | 'phone'>;

/** Mail while the mailbox works, else a text message, else the call list. Null for who left no address at all. */
export function wayTo(person: Reachable, optedOut: ReadonlySet<string>): Way | null {
  if (person.email !== null && !person.mailboxDead) return { channel: 'email', recipient: person.email };
  if (person.phone !== null && !optedOut.has(person.phone))
    return { channel: 'sms', recipient: person.phone };
  return callTo(person);
}

/** The same person, reached by telephone. */
export const withoutMail = <Person extends Reachable>(person: Person): Person => ({ ...person, email: null });

/** The call list, also without a number, which staff may know from elsewhere. */
export function callTo({ phone, userId, customerId, email }: Reachable): Way | null {
  const recipient = phone ?? userId ?? (email === null ? null : customerId);
  return recipient === null ? null : { channel: 'call', recipient };
}

/** A free court, an invitation, a club in vain, a message of a club, the list of players or an account is no reason to call. Bookings and money are. */
const NEVER_CALLED: readonly NoticeKind[] = [
  'slot_freed',
  'waitlist_offer',
  'staff_invited',
  'club_refused',
  'club_message',
  'player_invited',
  'player_removed',
  'player_left',
  ...ACCOUNT_NOTICE_KINDS,
];

/** Of these a person chose the way, or gave no other. What a club wrote as a mail may be too long for a text. */
const NO_SECOND_WAY: readonly NoticeKind[] = [
  'reservation_reminder',
  'player_invited',
  'player_removed',
  'club_message',
  // The next who waits has the turn before a second message would be read.
  'waitlist_offer',
];

/** Whether a notice of that kind goes another way when its own one fails. */
export const hasSecondWay = (kind: NoticeKind): boolean => !NO_SECOND_WAY.includes(kind);

/** Whether a notice of that kind may take that way. */
export const mayGoBy = (kind: NoticeKind, channel: NoticeChannel): boolean =>
  channel !== 'call' || !NEVER_CALLED.includes(kind);
