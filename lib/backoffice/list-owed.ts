import { gt, and, sql } from 'drizzle-orm';
import { db } from '@/db';
import { dues } from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import { IS_OPEN } from '@/lib/ledger/open-due';
import { readDues, type ShownDue } from '@/lib/billing/read-dues';
import type { Context } from '@/lib/core/context';

/** How many are shown one by one. */
const SHOWN = 50;

export type Owed = {
  /** All of it, in minor units of each currency. */
  sums: readonly { currency: string; minor: number }[];
  count: number;
  /** By whom and since when. */
  oldest: readonly ShownDue[];
};

/**
 * What customers owe to all clubs, oldest first.
 * @throws AppError forbidden for anyone but an operator
 */
export async function listOwed(ctx: Context): Promise<Owed> {
  requireOperator(ctx);
  const where = and(IS_OPEN, gt(dues.amountMinor, 0));
  const [sums, oldest] = await Promise.all([
    db()
      .select({
        currency: dues.currency,
        minor: sql<number>`sum(${dues.amountMinor})::float8`,
        count: sql<number>`count(*)::int`,
      })
      .from(dues)
      .where(where)
      .groupBy(dues.currency)
      .orderBy(dues.currency),
    readDues(db(), where, { limit: SHOWN, offset: 0 }),
  ]);
  return { sums, count: sums.reduce((all, { count }) => all + count, 0), oldest };
}
