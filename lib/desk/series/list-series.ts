import { and, asc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { db } from '@/db';
import { customers, OFF_BOARD, series, users } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';

const asked = alias(customers, 'asked');

/** A series with what is left of it. */
export type ShownSeries = typeof series.$inferSelect & {
  customerName: string | null;
  /** Its dates that are still to come. */
  left: number;
  /** When the next one of them begins, and the last one. */
  nextStartsAt: number;
  lastStartsAt: number;
};

const leftSchema = z.array(z.object({ id: z.string(), left: z.int(), next: z.number(), last: z.number() }));

/**
 * The series of a club that have something to come, the next one first.
 * @throws AppError not_found, forbidden, unauthenticated
 */
export async function listSeries(
  ctx: Context,
  clubIdOrSlug: string,
): Promise<{ club: Club; series: readonly ShownSeries[] }> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'seePlanner');
  const rows = await db()
    .select({ series, customerName: sql<string | null>`coalesce(${customers.name}, ${users.name})` })
    .from(series)
    .leftJoin(asked, eq(asked.id, series.customerId))
    // Whoever was merged into another is that other.
    .leftJoin(customers, eq(customers.id, sql`coalesce(${asked.mergedInto}, ${asked.id})`))
    .leftJoin(users, eq(users.id, customers.userId))
    .where(and(eq(series.clubId, club.id), sql`${series.untilDate} >= current_date - 1`))
    .orderBy(asc(series.id));
  const left = await readLeft(
    rows.map(({ series: { id } }) => id),
    ctx.now,
  );
  const shown = rows.flatMap(({ series: row, customerName }) => {
    const ahead = left.get(row.id);
    return ahead
      ? [{ ...row, customerName, left: ahead.left, nextStartsAt: ahead.next, lastStartsAt: ahead.last }]
      : [];
  });
  return { club, series: shown.toSorted((a, b) => a.nextStartsAt - b.nextStartsAt) };
}

async function readLeft(ids: readonly string[], now: Date) {
  if (ids.length === 0) return new Map<string, z.output<typeof leftSchema>[number]>();
  const rows = leftSchema.parse([
    ...(await db().execute(sql`
      select series_id as id, count(*)::int as left, (date_part('epoch', min(starts_at)) * 1000)::float8 as next,
        (date_part('epoch', max(starts_at)) * 1000)::float8 as last
      from reservations
      where series_id in ${[...ids]} and status not in ${[...OFF_BOARD]} and starts_at > ${now.toISOString()}::timestamptz
      group by series_id`)),
  ]);
  return new Map(rows.map((row) => [row.id, row]));
}
