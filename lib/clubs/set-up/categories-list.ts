import { and, eq, isNull, notInArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { categories } from '@/db/schema';
import type { Category } from '@/lib/catalogue/catalogue';
import { keptName } from '@/lib/core/input/kept-text';
import { plainCode } from '@/lib/core/input/plain-code';

const limit = (most: number) => z.int().min(1).max(most).nullable().default(null);

/** A group of a club's people. A limit that is left out is the club's, or none. */
export const categorySchema = z.strictObject({
  code: plainCode.describe('By which people and price rules name it.'),
  name: z.strictObject({ es: keptName(80), en: keptName(80) }),
  horizon_days: z.int().min(0).max(120).nullable().default(null).describe('Days ahead they may book.'),
  max_upcoming: limit(100).describe('Bookings ahead that one of them may have.'),
  max_prime_per_week: limit(100).describe('Of those in one week, from Monday, at prime time.'),
});
export type CategoryBody = z.output<typeof categorySchema>;

/** Writes the categories of a club in place of all that it had. Those that go are archived, because people name them. */
export async function writeCategories(
  tx: Tx,
  clubId: number,
  wanted: readonly CategoryBody[],
): Promise<Category[]> {
  const active = and(eq(categories.clubId, clubId), isNull(categories.archivedAt));
  const codes = wanted.map(({ code }) => code);
  await tx
    .update(categories)
    .set({ archivedAt: sql`now()` })
    .where(and(active, notInArray(categories.code, codes)));
  for (const [index, { code, name, ...limits }] of wanted.entries()) {
    const columns = {
      name,
      position: index + 1,
      horizonDays: limits.horizon_days,
      maxUpcoming: limits.max_upcoming,
      maxPrimePerWeek: limits.max_prime_per_week,
      archivedAt: null,
    };
    await tx
      .insert(categories)
      .values({ clubId, code, ...columns })
      .onConflictDoUpdate({ target: [categories.clubId, categories.code], set: columns });
  }
  return tx.select().from(categories).where(active).orderBy(categories.position);
}

/** A category as the API writes it. */
export const categoryJson = ({
  code,
  name,
  horizonDays,
  maxUpcoming,
  maxPrimePerWeek,
}: Category): CategoryBody => ({
  code,
  name,
  horizon_days: horizonDays,
  max_upcoming: maxUpcoming,
  max_prime_per_week: maxPrimePerWeek,
});

/** A category that a price rule names and that would go. */
export const stillNamed = (
  rules: readonly { category: string | null }[],
  left: readonly { code: string }[],
): string | null =>
  rules.find(({ category }) => category !== null && !left.some(({ code }) => code === category))?.category ??
  null;
