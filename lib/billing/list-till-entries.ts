import { and, eq, exists, gte, lt, or } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { TILL_KINDS, TILL_METHODS, tillEntries, tillShifts } from '@/db/schema';
import { may, requireMay } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { boardDate } from '@/lib/core/input/asked-time';
import { dayBounds, type LocalDate } from '@/lib/core/time';
import { paging } from '@/lib/web/paging';
import { readEntries, type ShownEntry } from './read-entries';

/** What narrows a list of entries. */
export const entryFilters = {
  shiftId: z.uuid().optional(),
  method: z.enum(TILL_METHODS).optional(),
  kind: z.enum(TILL_KINDS).optional(),
  /** Who took the money. */
  by: z.uuid().optional(),
};
export type EntryFilters = z.output<z.ZodObject<typeof entryFilters>>;

export const listTillEntriesSchema = z.object({
  /** Of one day of the club. */
  date: boardDate.optional(),
  ...entryFilters,
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
  { date, page, pageSize, ...filters }: z.output<typeof listTillEntriesSchema>,
): Promise<{ club: Club; results: ShownEntry[]; count: number }> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'seeOwnShift');
  const where = and(
    date === undefined ? seenAt(ctx, club) : entriesOfDay(ctx, club, date),
    entriesWith(filters),
  );
  const [results, count] = await Promise.all([
    readEntries(db(), where, { limit: pageSize, offset: (page - 1) * pageSize }),
    db().$count(tillEntries, where),
  ]);
  return { club, results, count };
}

/** The entries that the filters find. */
export const entriesWith = ({ shiftId, method, kind, by }: EntryFilters) =>
  and(
    shiftId === undefined ? undefined : eq(tillEntries.shiftId, shiftId),
    method === undefined ? undefined : eq(tillEntries.method, method),
    kind === undefined ? undefined : eq(tillEntries.kind, kind),
    by === undefined ? undefined : eq(tillEntries.takenBy, by),
  );

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
