import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { changeOrPreview } from '@/db/change-or-preview';
import { clubs, DIRECTORY_FACTS, OCCUPYING, reservations } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { isSameTimeZone } from '@/lib/core/time';
import { recordChange } from '@/lib/records/audit';
import { lastChange } from '@/lib/records/last-change';
import type { ClubChanges } from './club-changes';
import { clubFactsJson } from './club-facts-json';
import { startClubChange } from './start-club-change';

type ClubRow = typeof clubs.$inferSelect;
type Columns = Partial<ClubRow>;

/**
 * Changes the given facts of a club and leaves the rest. Database and cache are changed before it answers; the search
 * index follows, as the operation shows. A fact that the outside directory knows too is the staff's from then on.
 * @throws AppError `not_found`, `forbidden` for staff below owner; `invalid_input` for coordinates of 0 that are
 *   not confirmed, and for a club to follow that the directory does not know; `conflict` when somebody changed it since
 *   (with `current`), and for another time zone while bookings lie ahead
 */
export async function changeClub(
  ctx: Context,
  idOrSlug: string,
  { revision, ...changes }: ClubChanges,
): Promise<{ club: Club; operationId: string | null }> {
  const club = await getClub(idOrSlug);
  requireMay(ctx, club.id, 'changeClub');
  if (Object.values(changes).every((value) => value === undefined)) return { club, operationId: null };
  const written = await changeOrPreview(ctx, async (tx, after) => {
    const before = await lockSeen(tx, club.id, revision);
    const columns = columnsOf(before, changes);
    await refuseMovedClocks(tx, ctx, before, columns);
    await tx
      .update(clubs)
      .set({ ...columns, revision: revision + 1, updatedAt: sql`now()` })
      .where(eq(clubs.id, club.id));
    await recordChange(tx, ctx, {
      entity: 'club',
      entityId: club.id,
      from: null,
      to: 'changed',
      asStaff: true,
      detail: { before: pick(before, Object.keys(columns)), after: columns },
    });
    return { columns, operationId: await startClubChange(tx, after, ctx, club.id) };
  });
  return ctx.preview
    ? { club: { ...club, ...written.columns }, operationId: null }
    : { club: await getClub(club.id), operationId: written.operationId };
}

/**
 * Locks a club as it was seen.
 * @throws AppError conflict when somebody changed it since, with what it is now
 */
async function lockSeen(tx: Tx, id: number, revision: number): Promise<ClubRow> {
  const [found] = await tx
    .select()
    .from(clubs)
    .where(and(eq(clubs.id, id), isNull(clubs.deletedAt)))
    .for('update');
  if (!found) throw notFound('club');
  if (found.revision !== revision) throw await staleClub(tx, found);
  return found;
}

async function staleClub(tx: Tx, club: ClubRow): Promise<AppError> {
  return new AppError('conflict', 'Somebody else changed this club: look at what it says now.', {
    details: {
      current: clubFactsJson(club),
      ...(await lastChange(tx, { entity: 'club', entityId: String(club.id), to: 'changed' })),
    },
  });
}

type Changes = Omit<ClubChanges, 'revision'>;

function columnsOf(before: ClubRow, changes: Changes): Columns {
  const { durations, confirmCoordinates = false, followDirectory = [], ...same } = changes;
  const columns: Columns = given({
    ...same,
    ...followedFacts(before, followDirectory),
    durationsMinutes: durations && [...new Set(durations)].toSorted((a, b) => a - b),
  });
  if (!confirmCoordinates) refuseNullIsland(columns);
  const followed = new Set<string>(followDirectory);
  const decided = DIRECTORY_FACTS.filter((fact) => {
    if (followed.has(fact) || columns[fact] === undefined) return false;
    const isConfirmed = confirmCoordinates && (fact === 'latitude' || fact === 'longitude');
    return isConfirmed || columns[fact] !== before[fact];
  });
  const staffEdited = [...new Set([...before.staffEdited, ...decided])].filter((fact) => !followed.has(fact));
  return staffEdited.join() === before.staffEdited.join() ? columns : { ...columns, staffEdited };
}

/** The members that are not undefined. */
const given = (columns: { [Name in keyof ClubRow]?: ClubRow[Name] | undefined }): Columns =>
  Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));

function followedFacts({ directoryFacts }: ClubRow, facts: NonNullable<Changes['followDirectory']>): Columns {
  if (facts.length === 0) return {};
  if (directoryFacts === null) {
    throw new AppError('invalid_input', 'The directory does not know this club.', {
      fields: { followDirectory: ['the directory does not know this club'] },
    });
  }
  return Object.fromEntries(facts.map((fact) => [fact, directoryFacts[fact]]));
}

function refuseNullIsland({ latitude, longitude }: Columns): void {
  if (latitude !== 0 || longitude !== 0) return;
  throw new AppError(
    'invalid_input',
    'Latitude and longitude 0 lie in the Atlantic: confirm that the club is there.',
    {
      fields: { latitude: ['lies in the Atlantic with a longitude of 0: confirm it'] },
    },
  );
}

/** Another zone would move every booking that lies ahead. */
async function refuseMovedClocks(
  tx: Tx,
  { now }: Context,
  { id, timeZone }: ClubRow,
  columns: Columns,
): Promise<void> {
  if (columns.timeZone === undefined || isSameTimeZone(columns.timeZone, timeZone)) return;
  const ahead = and(
    eq(reservations.clubId, id),
    inArray(reservations.status, [...OCCUPYING]),
    gt(reservations.endsAt, now),
  );
  const [booked] = await tx.select({ id: reservations.id }).from(reservations).where(ahead).limit(1);
  if (!booked) return;
  throw new AppError('conflict', 'Bookings lie ahead, and another time zone would move them.', {
    fields: { timeZone: ['cannot change while bookings lie ahead'] },
  });
}

const pick = (row: object, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(row).filter(([key]) => keys.includes(key)));
