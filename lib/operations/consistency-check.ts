import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import type { Context, Locale } from '@/lib/context';

/** Something that must never be so, how to find it, and what mends it. */
export type ConsistencyCheck = {
  /** The invariant it guards, or `FK` for a reference that leads nowhere. */
  id: string;
  /** Its name in findings and in the answers of the API. */
  type: string;
  /** What it means when it is found, in a sentence for staff. */
  means: Record<Locale, string>;
  /** Selects `object_id`, one row a violation; no row is well. */
  rows: SQL;
  /** What brings the object back in order; absent where only a person can judge. */
  repair?: (ctx: Context, objectId: string) => Promise<unknown>;
};

/** As many as anybody reads of one kind; the total is counted over all. */
const SHOWN = 50;
const foundSchema = z.array(z.object({ object_id: z.string(), total: z.number().int() }));

export type Found = { objectIds: string[]; total: number };

/** Looks for one kind of violation, or for that of one object. */
export async function runCheck(tx: Tx, check: ConsistencyCheck, objectId?: string): Promise<Found> {
  const rows = await tx.execute(sql`
    select distinct object_id::text as object_id, (count(*) over ())::int as total from (${check.rows}) as violations
    ${objectId === undefined ? sql`` : sql`where object_id::text = ${objectId}`}
    order by 1 limit ${SHOWN}`);
  const found = foundSchema.parse([...rows]);
  return { objectIds: found.map((row) => row.object_id), total: found[0]?.total ?? 0 };
}
