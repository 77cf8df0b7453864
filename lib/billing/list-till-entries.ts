import { and, eq, exists, gte, lt, or } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { tillEntries, tillShifts } from '@/db/schema';
import { may, requireMay } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { boardDate } from '@/lib/core/input/asked-time';
import { dayBounds, type LocalDate } from '@/lib/core/time';
import { paging } from '@/lib/web/paging';
import { readEntries, type ShownEntry } from './read-entries';

export const listTillEntriesSchema = z.object({
  /** Of one day of the club. */
  date: boardDate.optional(),
  shiftId: z.uuid().optional(),
  ...paging,
});

/**
 * What changed hands at a club's desk, newest first. Who may not see all of its money sees what went into the own
 * shifts or through the own hands.
 * @throws AppError not_found, forbidden, unauthenticated
 */
export async function listTillEntries(
  ctx: Context,
  clubIdOrSlug: string,
  { date, shiftId, page, pageSize }: z.output<typeof listTillEntriesSchema>,
): Promise<{ club: Club; results: ShownEntry[]; count: number }> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'seeOwnShift');
  const where = and(
    date === undefined ? seenAt(ctx, club) : entriesOfDay(ctx, club, date),
    shiftId === undefined ? undefined : eq(tillEntries.shiftId, shiftId),
  );
  const [results, count] = await Promise.all([
    readEntries(db(), where, { limit: pageSize, offset: (page - 1) * pageSize }),
    db().$count(tillEntries, where),
  ]);
  return { club, results, count };
}

/** The entries of one day of a club that the actor may see. */
export const entriesOfDay = (ctx: Context, club: Club, date: LocalDate) =>
  and(seenAt(ctx, club), within(dayBounds(date, club.timeZone)));

const seenAt = ({ actor }: Context, { id: clubId }: Club) =>
  and(
    eq(tillEntries.clubId, clubId),
    may(actor, clubId, 'seeMoney') || actor.kind !== 'person' ? undefined : own(actor.userId),
  );

const within = ({ startsAt, endsAt }: ReturnType<typeof dayBounds>) =>
  and(gte(tillEntries.at, new Date(startsAt)), lt(tillEntries.at, new Date(endsAt)));

const own = (userId: string) =>
  or(
    eq(tillEntries.takenBy, userId),
    exists(
      db()
        .select({ id: tillShifts.id })
        .from(tillShifts)
        .where(and(eq(tillShifts.id, tillEntries.shiftId), eq(tillShifts.openedBy, userId))),
    ),
  );
