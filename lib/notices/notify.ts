import { eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import {
  type ActMessage,
  acts,
  clubs,
  liveEvents,
  type NoticeDetail,
  type NoticeKind,
  notices,
  type RefundNoticeKind,
  type ReservationNoticeKind,
  reservations,
  type SeriesNoticeKind,
  type SharesNoticeKind,
  users,
} from '@/db/schema';
import type { Locale } from '@/lib/core/context';
import { languageOf } from '@/lib/core/locale';
import { HOUR_MS } from '@/lib/core/time';
import type { Act } from '@/lib/records/acts';
import { nudge, nudgeAct, nudgeAt, nudgeNotice } from '@/lib/services/inngest/jobs';
import { queueOfNotice } from '@/lib/services/inngest/queues';
import { type Addressee, findAddressees, type Recipient } from './people/find-addressees';
import { listOptedOut } from './opt-outs';
import { mayGoBy, type Way, wayTo, withoutMail } from './people/way-to';

/** Where a booking was before it moved. */
type Was = { courtId: number; startsAt: Date };

/**
 * What a notice is about. `objectId` names its object; of what may repeat (`reservation_moved`, `player_invited`,
 * `player_left`, dates of a series, `payment_due` asked for again) it goes on with a colon and what tells the turns
 * apart.
 */
export type Subject = Recipient & {
  objectId: string;
  /** The act that it tells of. The notice waits until the act can no longer be undone. */
  act?: Act | null;
  /** What may still be mended waits until then. */
  notBefore?: Date;
} & (
    | { kind: ReservationNoticeKind; reservationId: string }
    | { kind: 'reservation_moved'; reservationId: string; was: Was }
    | { kind: 'player_invited'; reservationId: string }
    | { kind: SeriesNoticeKind; reservationId: string; reservationIds: readonly string[]; was?: Was }
    | { kind: 'player_left'; reservationId: string; playerName: string }
    | { kind: 'payment_due'; reservationId: string; by?: 'email' | 'sms' }
    | { kind: SharesNoticeKind; reservationId: string }
    | { kind: RefundNoticeKind; reservationId: string; refundId: string }
    | { kind: 'slot_freed' }
    | { kind: 'waitlist_offer'; reservationId: string }
  );

export type Notice = typeof notices.$inferSelect;

/**
 * Writes notices to people, in the transaction of the event; one of a kind about one object to one mailbox exists
 * once. They are delivered after the commit. Returns those written: none to who is erased or left no address.
 */
export async function notify(tx: Tx, after: After, ...subjects: Subject[]): Promise<Notice[]> {
  if (subjects.length === 0) return [];
  const people = await findAddressees(tx, subjects);
  const optedOut = await listOptedOut(
    tx,
    people.map((person) => person?.phone ?? null),
  );
  const games = await findGames(tx, subjects);
  const rows = subjects.flatMap((subject, at) => {
    const person = people[at];
    if (!person) return [];
    const row = rowOf(subject, person, games);
    return waysOf(subject, person, optedOut, games).map((way) => ({ ...row, ...way }));
  });
  if (rows.length === 0) return [];
  const written = await tx.insert(notices).values(rows).onConflictDoNothing().returning();
  deliverAfter(after, written);
  return written;
}

/** The way that reaches the person, and a text message beside a mail when the game is near. */
function waysOf(
  subject: Subject,
  person: Addressee,
  optedOut: ReadonlySet<string>,
  games: ReadonlyMap<string, Game>,
): Way[] {
  const by = 'by' in subject ? subject.by : undefined;
  const way = wayTo(by === 'sms' ? withoutMail(person) : person, optedOut);
  if (!way || !mayGoBy(subject.kind, way.channel)) return [];
  if (by !== undefined) return by === way.channel ? [way] : [];
  if (way.channel !== 'email' || !isNear(subject, games)) return [way];
  const beside = wayTo(withoutMail(person), optedOut);
  return beside?.channel === 'sms' ? [way, beside] : [way];
}

/** From how many hours before the game a mail alone may be read too late. */
const NEAR_HOURS: Readonly<Partial<Record<NoticeKind, number>>> = {
  reservation_moved: 12,
  reservation_cancelled: 6,
  club_closed: 24,
  series_moved: 12,
  series_cancelled: 6,
  series_closed: 24,
  // It waits for minutes.
  waitlist_offer: Number.POSITIVE_INFINITY,
};

function isNear(subject: Subject, games: ReadonlyMap<string, Game>): boolean {
  const hours = NEAR_HOURS[subject.kind];
  const game = 'reservationId' in subject ? games.get(subject.reservationId) : undefined;
  if (hours === undefined || !game) return false;
  const was = 'was' in subject ? subject.was : undefined;
  const starts = was ? [game.startsAt, was.startsAt] : [game.startsAt];
  return starts.some((startsAt) => startsAt.getTime() - Date.now() < hours * HOUR_MS);
}

type Game = { clubId: number; locale: Locale; startsAt: Date };

function rowOf(subject: Subject, person: Addressee, games: ReadonlyMap<string, Game>) {
  const reservationId = 'reservationId' in subject ? subject.reservationId : null;
  const game = reservationId === null ? undefined : games.get(reservationId);
  const { userId, customerId, participantPosition, locale } = person;
  return {
    kind: subject.kind,
    objectId: subject.objectId,
    reservationId,
    refundId: 'refundId' in subject ? subject.refundId : null,
    clubId: game?.clubId ?? null,
    detail: detailOf(subject),
    ...(subject.notBefore && { nextAttemptAt: subject.notBefore }),
    ...(subject.act && { actId: subject.act.id, nextAttemptAt: subject.act.undoUntil }),
    userId,
    customerId,
    participantPosition,
    locale: locale ?? game?.locale ?? 'es',
  };
}

function detailOf(subject: Subject): NoticeDetail | null {
  if (subject.kind === 'player_left') return { playerName: subject.playerName };
  if ('reservationIds' in subject) return { reservationIds: subject.reservationIds };
  if (subject.kind !== 'reservation_moved') return null;
  const { courtId, startsAt } = subject.was;
  return { was: { courtId, startsAt: startsAt.toISOString() } };
}

/** The club of each reservation, and the language for who has no account: the booker's, else the country's. */
async function findGames(tx: Tx, subjects: readonly Subject[]): Promise<ReadonlyMap<string, Game>> {
  const ids = subjects.flatMap((subject) => ('reservationId' in subject ? subject.reservationId : []));
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({
      id: reservations.id,
      clubId: reservations.clubId,
      startsAt: reservations.startsAt,
      country: clubs.country,
      locale: users.locale,
      guest: reservations.guest,
    })
    .from(reservations)
    .innerJoin(clubs, eq(clubs.id, reservations.clubId))
    .leftJoin(users, eq(users.id, reservations.userId))
    .where(inArray(reservations.id, [...new Set(ids)]));
  return new Map(
    rows.map(({ id, clubId, startsAt, country, locale, guest }) => [
      id,
      { clubId, startsAt, locale: locale ?? guest?.locale ?? languageOf(country) },
    ]),
  );
}

type Written = Pick<Notice, 'id' | 'kind' | 'channel' | 'createdAt' | 'nextAttemptAt'>;

/** Nudges new notices after the commit, or for the time until which they wait. Calls are made by a person. */
export function deliverAfter(after: After, written: readonly Written[]): void {
  const sendable = written.filter(({ channel }) => channel !== 'call');
  after(
    nudge,
    ...sendable.map(({ id, kind, createdAt, nextAttemptAt }) => {
      const event = nudgeNotice(id, 0, queueOfNotice(kind));
      return nextAttemptAt > createdAt ? nudgeAt(event, nextAttemptAt) : event;
    }),
  );
}

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
