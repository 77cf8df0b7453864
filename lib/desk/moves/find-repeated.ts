import { and, eq, gt, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { acts, audit } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { BREAKABLE_RULES } from '@/lib/desk/judge-place';
import type { Act } from '@/lib/records/acts';

/** Bookings that were moved, and the act that moved them. */
export type Repeated = { act: Act; bookingIds: string[] };

/**
 * The result of an earlier try of this request, whose process may have died before it answered. A request is known by
 * its key for a day.
 */
export async function findRepeated(tx: Tx, ctx: Context, clubId: number): Promise<Repeated | undefined> {
  if (ctx.requestKey === undefined || ctx.actor.kind !== 'person') return undefined;
  const [found] = await tx
    .select({ id: acts.id, undoUntil: acts.undoUntil, changes: acts.changes })
    .from(acts)
    .where(
      and(
        eq(acts.clubId, clubId),
        gt(acts.createdAt, sql`now() - interval '1 day'`),
        eq(acts.by, ctx.actor.userId),
        sql`${acts.summary} ->> 'request_key' = ${ctx.requestKey}`,
      ),
    );
  if (!found) return undefined;
  const { changes, ...act } = found;
  const bookings = changes.filter(({ entity }) => entity === 'reservation');
  return { act, bookingIds: bookings.map(({ id }) => id) };
}

const detailSchema = z.object({
  difference_minor: z.int().default(0),
  broken_rules: z.array(z.enum(BREAKABLE_RULES)).default([]),
});

/** What an act's move of a booking did to its price, and which rules it broke. */
export async function readMoved(tx: Tx, { id }: Act, bookingId: string) {
  const [written] = await tx
    .select({ detail: audit.detail })
    .from(audit)
    .where(
      and(
        eq(audit.entity, 'reservation'),
        eq(audit.entityId, bookingId),
        sql`${audit.detail} ->> 'act_id' = ${id}`,
      ),
    );
  const { difference_minor, broken_rules } = detailSchema.parse(written?.detail);
  return { differenceMinor: difference_minor, brokenRules: broken_rules };
}
