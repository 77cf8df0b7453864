import { inArray } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { courts } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { type Club, type Court, getClub } from '@/lib/catalogue/catalogue';
import { isSoldOn } from '@/lib/catalogue/is-sold-on';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { boardDate } from '@/lib/core/input/asked-time';
import { plainId } from '@/lib/core/input/plain-number';
import { type LocalDate, localDateOf, type TimeRange } from '@/lib/core/time';
import { writeCursor } from './board-cursor';
import { boardDays } from './board-days';
import type { BoardItem } from './board-item';
import { readBoard } from './read-board';

export const getPlannerSchema = z.object({
  date: boardDate,
  /** A week is the seven days from the date. */
  view: z.enum(['day', 'week']).default('day'),
  courtId: plainId.optional(),
});

export type Planner = {
  club: Club;
  date: LocalDate;
  cursor: string;
  /** When the club is open, in order. */
  windows: readonly TimeRange[];
  /** The courts on sale, then those that are not and still have bookings here. */
  courts: readonly { court: Court; windows: readonly TimeRange[] }[];
  items: readonly BoardItem[];
};

/**
 * The board of a club's day or week, and the cursor for what changes from here on.
 * @throws AppError unauthenticated, forbidden, not_found also for a court of another club
 */
export async function getPlanner(
  ctx: Context,
  clubIdOrSlug: string,
  { date, view, courtId }: z.output<typeof getPlannerSchema>,
): Promise<Planner> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'seePlanner');
  const sold = club.courts.filter(
    (court) => isSoldOn(court, date) && (courtId === undefined || court.id === courtId),
  );
  const { windows, ...range } = boardDays(club, date, view === 'week' ? 7 : 1);
  const { horizon, items } = await readBoard({ ...range, clubId: club.id, courtId });
  const retired = await listRetired(items, sold);
  if (courtId !== undefined && sold.length + retired.length === 0) throw notFound('court');
  return {
    club,
    date,
    cursor: writeCursor({ horizon, readAt: ctx.now }),
    windows,
    courts: [
      ...sold.map((court) => ({ court, windows: windowsOf(court, windows, club.timeZone) })),
      ...retired.map((court) => ({ court, windows: [] })),
    ],
    items,
  };
}

/** A court that retires within the week is closed from then on. */
const windowsOf = (court: Court, windows: readonly TimeRange[], timeZone: string): readonly TimeRange[] =>
  court.retiresOn === null
    ? windows
    : windows.filter(({ startsAt }) => isSoldOn(court, localDateOf(startsAt, timeZone)));

/** Courts of the items that the club no longer sells, which are few. */
async function listRetired(items: readonly BoardItem[], sold: readonly Court[]): Promise<Court[]> {
  const known = new Set(sold.map(({ id }) => id));
  const missing = [...new Set(items.map(({ courtId }) => courtId))].filter((id) => !known.has(id));
  if (missing.length === 0) return [];
  return await db().select().from(courts).where(inArray(courts.id, missing)).orderBy(courts.position);
}
