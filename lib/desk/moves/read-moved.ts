import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { audit } from '@/db/schema';
import { BREAKABLE_RULES } from '@/lib/desk/judge-place';
import type { Act } from '@/lib/records/acts';

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
