import { desc, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { heartbeats } from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { CONSISTENCY_CHECKS, judgeData, type CheckRun } from '@/lib/integrity/check-consistency';
import { COURT_GIVEN_BACK, COURT_WITHOUT_MONEY, MONEY_WITHOUT_COURT } from '@/lib/integrity/money-checks';
import type { ConsistencyCheck } from '@/lib/records/check-definition';
import { byHandName } from '@/lib/records/record-heartbeat';
import { type ObjectOffer, offerFor } from './list-findings';
import { comparedSchema, type BooksRating, rateBooks, rateZero } from './rate-books';

/** The number of objects that are listed under a figure. */
const SHOWN = 5;
/** How long a page waits for its figures. */
const PATIENCE_MS = 8_000;

export type Zero = {
  look: BooksRating;
  /** Null when it could not be counted. */
  total: number | null;
  /** The first of each kind that counts towards it. */
  objects: { id: string; type: string; offer: ObjectOffer }[];
};

const checkedSchema = z.object({ unchecked: z.array(z.string()) });

/**
 * The two figures that must be zero, counted now, with what can be done about each object, and the last comparison
 * with Stripe.
 * @throws AppError forbidden for anyone but an operator
 */
export async function getMoneySummary(ctx: Context) {
  requireOperator(ctx);
  const [verdict, compared, checked] = await Promise.all([
    judgeData([MONEY_WITHOUT_COURT, COURT_WITHOUT_MONEY, COURT_GIVEN_BACK], PATIENCE_MS),
    lastResult('reconcile'),
    lastResult('check-consistency'),
  ]);
  const result = comparedSchema.safeParse(compared?.result).data;
  const comparison = compared && result ? { at: compared.at, result } : null;
  const books = rateBooks(comparison, ctx.now);
  const zero = (...checks: ConsistencyCheck[]): Zero => {
    const found = checks.map((check) => ({ check, ...foundBy(verdict, check) }));
    const total = addUp(found.map((one) => one.total));
    const objects = found.flatMap(({ check: { type, offer }, objectIds }) =>
      objectIds.slice(0, SHOWN).map((id) => ({ id, type, offer: offerFor(offer, id) })),
    );
    return { look: rateZero(total, books), total, objects };
  };
  return {
    moneyWithoutCourt: zero(MONEY_WITHOUT_COURT),
    courtsWithoutMoney: zero(COURT_WITHOUT_MONEY, COURT_GIVEN_BACK),
    comparison,
    books,
    checkedAt: checked?.at ?? null,
    unchecked: meaningsOf(checkedSchema.safeParse(checked?.result).data?.unchecked ?? []),
  };
}

/** The newest result of the job or of a run by hand. */
async function lastResult(job: string) {
  const [newest] = await db()
    .select()
    .from(heartbeats)
    .where(inArray(heartbeats.job, [job, byHandName(job)]))
    .orderBy(desc(heartbeats.at))
    .limit(1);
  return newest;
}

function foundBy({ violations, unchecked }: CheckRun, check: ConsistencyCheck) {
  if (unchecked.some((one) => one.check === check)) return { total: null, objectIds: [] };
  return violations.find((one) => one.check === check) ?? { total: 0, objectIds: [] };
}

/** Null when one of them could not be counted. */
const addUp = (totals: (number | null)[]): number | null =>
  totals.reduce((sum, total) => (sum === null || total === null ? null : sum + total), 0);

const meaningsOf = (types: readonly string[]) =>
  CONSISTENCY_CHECKS.filter(({ type }) => types.includes(type)).map(({ means }) => means);
