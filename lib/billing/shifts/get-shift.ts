import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { tillEntries, tillShifts } from '@/db/schema';
import { requireActor, requireMay, type Verb } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { readEntries, type ShownEntry } from '@/lib/billing/read-entries';
import { findShift, type ShiftReport } from './read-shifts';

/** The report of a shift: X while it is open, as of now, and Z once it is closed. */
export type ShiftBook = {
  club: Club;
  shift: ShiftReport;
  /** The first ones of the shift, oldest first. `count` counts all. */
  entries: readonly ShownEntry[];
  count: number;
};

/** More than that of one shift is in its file. */
const SHOWN = 500;

/**
 * The report of a shift, for whoever opened it or may see all of the club's money.
 * @throws AppError not_found, forbidden, unauthenticated
 */
export async function getShift(ctx: Context, shiftId: string): Promise<ShiftBook> {
  const clubId = await requireShift(ctx, shiftId, 'seeMoney');
  const where = eq(tillEntries.shiftId, shiftId);
  const [club, shift, entries, count] = await Promise.all([
    getClub(String(clubId)),
    findShift(db(), shiftId),
    readEntries(db(), where, { limit: SHOWN, offset: 0, oldestFirst: true }),
    db().$count(tillEntries, where),
  ]);
  return { club, shift, entries, count };
}

/**
 * The club of a shift that the actor opened, or may see by a verb about everybody's money.
 * @throws AppError not_found, forbidden, unauthenticated
 */
export async function requireShift(ctx: Context, shiftId: string, verb: Verb): Promise<number> {
  const { userId } = requireActor(ctx);
  const [shift] = z.uuid().safeParse(shiftId).success
    ? await db().select().from(tillShifts).where(eq(tillShifts.id, shiftId))
    : [];
  if (!shift) throw notFound('shift');
  requireMay(ctx, shift.clubId, shift.openedBy === userId ? 'seeOwnShift' : verb, 'shift');
  return shift.clubId;
}
