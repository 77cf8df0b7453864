import { and, asc, between, eq, inArray, isNotNull, notExists, or, sql } from 'drizzle-orm';
import { db } from '@/db';
import { clubs, notices, reservations, users } from '@/db/schema';
import { languageOf } from '@/lib/core/locale';
import { type Addressee, findAddressees } from '@/lib/notices/people/find-addressees';
import { listPeople } from '@/lib/notices/people/list-people';
import { reminderExpiresAt } from '@/lib/notices/reminder-expires-at';
import { listOptedOut } from '@/lib/notices/opt-outs';
import { nudge, nudgeNotice } from '@/lib/services/inngest/jobs';
import { queueOfNotice } from '@/lib/services/inngest/queues';

const BATCH = 500;

/**
 * Writes the reminders of games within a day, once for each start that a game has, to who booked and to players who said
 * that they come: by mail and text as an account chose, and by mail to who has none. A game booked less than a day
 * ahead needs none; returns how many.
 */
export async function remindPlayers(): Promise<number> {
  let count = 0;
  for (let games = await listDue(null); games.length > 0; ) {
    count += await remind(games);
    const last = games.length === BATCH ? games.at(-1) : undefined;
    games = last ? await listDue(last) : [];
  }
  return count;
}

type Game = Awaited<ReturnType<typeof listDue>>[number];

/** A game whose people want no reminder stays due, so the next batch begins after the last one. */
function listDue(last: { id: string; startsAt: Date } | null) {
  const { id, clubId, userId, customerId, startsAt } = reservations;
  return db()
    .select({ id, clubId, userId, customerId, startsAt, country: clubs.country })
    .from(reservations)
    .innerJoin(clubs, eq(clubs.id, clubId))
    .where(
      and(
        eq(reservations.status, 'confirmed'),
        or(isNotNull(userId), isNotNull(customerId)),
        between(startsAt, sql`now() + interval '2 hours'`, sql`now() + interval '24 hours'`),
        sql`${startsAt} - ${reservations.createdAt} > interval '24 hours'`,
        last
          ? sql`(${startsAt}, ${id}) > (${last.startsAt.toISOString()}::timestamptz, ${last.id}::uuid)`
          : undefined,
        notExists(
          db()
            .select({ id: notices.id })
            .from(notices)
            .where(
              and(
                eq(notices.reservationId, id),
                eq(notices.kind, 'reservation_reminder'),
                eq(notices.expiresAt, sql`${startsAt} - interval '30 minutes'`),
              ),
            ),
        ),
      ),
    )
    .orderBy(asc(startsAt), asc(id))
    .limit(BATCH);
}

async function remind(games: readonly Game[]): Promise<number> {
  const wanted = await listPeople(db(), games, 'accepted');
  const people = await findAddressees(db(), wanted);
  const gameOf = new Map(games.map((game) => [game.id, game]));
  const [choices, optedOut] = await Promise.all([
    readChoices(people),
    listOptedOut(
      db(),
      people.map((person) => person?.phone ?? null),
    ),
  ]);
  const rows = wanted.flatMap(({ reservationId }, at) => {
    const [game, person] = [gameOf.get(reservationId), people[at]];
    if (!game || !person) return [];
    const chosen = choices.get(person.userId) ?? WITHOUT_ACCOUNT;
    return waysOf(person, chosen, optedOut).map((way) => ({ ...rowOf(game, person), ...way }));
  });
  if (rows.length === 0) return 0;
  const written = await db().insert(notices).values(rows).onConflictDoNothing().returning({ id: notices.id });
  nudge(written.map((row) => nudgeNotice(row.id, 0, queueOfNotice('reservation_reminder'))));
  return written.length;
}

type Choices = typeof users.$inferSelect.noticeChoices;

/** Who has no account cannot choose. */
const WITHOUT_ACCOUNT: Choices = { reminderEmail: true, reminderSms: false };

async function readChoices(
  people: readonly (Addressee | undefined)[],
): Promise<ReadonlyMap<string | null, Choices>> {
  const ids = people.flatMap((person) => person?.userId ?? []);
  if (ids.length === 0) return new Map();
  const rows = await db()
    .select({ id: users.id, choices: users.noticeChoices })
    .from(users)
    .where(inArray(users.id, [...new Set(ids)]));
  return new Map(rows.map(({ id, choices }) => [id, choices]));
}

function waysOf(
  { email, mailboxDead, phone }: Addressee,
  { reminderEmail, reminderSms }: Choices,
  optedOut: ReadonlySet<string>,
) {
  const mail = reminderEmail && !mailboxDead ? email : null;
  const number = reminderSms && phone !== null && !optedOut.has(phone) ? phone : null;
  return [
    ...(mail === null ? [] : [{ channel: 'email' as const, recipient: mail }]),
    ...(number === null ? [] : [{ channel: 'sms' as const, recipient: number }]),
  ];
}

const rowOf = (
  { id, clubId, startsAt, country }: Game,
  { userId, customerId, participantPosition, locale }: Addressee,
) => ({
  kind: 'reservation_reminder' as const,
  objectId: `${id}:${startsAt.toISOString()}`,
  reservationId: id,
  clubId,
  expiresAt: reminderExpiresAt(startsAt),
  userId,
  customerId,
  participantPosition,
  locale: locale ?? languageOf(country),
});
