import { eq, inArray, sql } from 'drizzle-orm';
import { db } from '@/db';
import { liveSockets, users } from '@/db/schema';
import { passingJson } from './live-event-json';
import { isPresent } from './socket-limits';

/** A page of any process that shows a club's board to its staff. */
export type Desk = { seat: string; clubId: number; name: string };

/** Says which club's board a socket shows to staff. Null once it shows none. */
export async function sitAtBoard(seat: string, clubId: number | null): Promise<void> {
  await db().update(liveSockets).set({ boardClubId: clubId }).where(eq(liveSockets.id, seat));
}

/** The desks at the boards of these clubs, those who sat down first before others. */
export async function listDesks(clubIds: readonly number[]): Promise<Desk[]> {
  if (clubIds.length === 0) return [];
  return await db()
    .select({
      seat: liveSockets.id,
      clubId: sql<number>`${liveSockets.boardClubId}`,
      name: sql<string>`coalesce(${users.name}, '—')`,
    })
    .from(liveSockets)
    .innerJoin(users, eq(users.id, liveSockets.userId))
    .where(sql`${inArray(liveSockets.boardClubId, [...new Set(clubIds)])} and ${isPresent}`)
    .orderBy(liveSockets.id);
}

/** How many desks a board has, and by whom the others are kept. */
export const desksJson = (clubId: number, others: readonly Desk[]) =>
  passingJson('planner.desks', {
    club_id: clubId,
    desks: others.length + 1,
    others: others.map(({ name }) => name),
  });
