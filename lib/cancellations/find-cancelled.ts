import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { acts, audit, refunds } from '@/db/schema';
import { actorName, type Context } from '@/lib/core/context';
import type { Act } from '@/lib/records/acts';
import { CANCELLATION_RULES, type Cancellation } from '@/lib/reservations/cancellation';

/** A cancellation that was done, with the refund it asked for, and the act if it can be taken back. */
export type Cancelled = Cancellation & { refundId: string | null; act: Act | null };

const detailSchema = z.object({
  refund_minor: z.number(),
  currency: z.string(),
  rule: z.enum(CANCELLATION_RULES),
});

/**
 * The result of an earlier try of this request, whose process may have died before it answered. The caller holds the
 * reservation's lock.
 */
export async function findCancelled(
  tx: Tx,
  ctx: Context,
  reservationId: string,
): Promise<Cancelled | undefined> {
  if (ctx.requestKey === undefined) return undefined;
  const [done] = await tx
    .select({ actor: audit.actor, detail: audit.detail })
    .from(audit)
    .where(
      and(
        eq(audit.entity, 'reservation'),
        eq(audit.entityId, reservationId),
        eq(audit.toState, 'cancelled'),
        inArray(audit.actor, [actorName(ctx.actor), actorName(ctx.actor, true)]),
        sql`${audit.detail} ->> 'request_key' = ${ctx.requestKey}`,
      ),
    )
    .orderBy(desc(audit.id))
    .limit(1);
  if (!done) return undefined;
  const { refund_minor: refundMinor, currency, rule } = detailSchema.parse(done.detail);
  const [refund] = await tx
    .select({ id: refunds.id })
    .from(refunds)
    .where(and(eq(refunds.requestedBy, done.actor), eq(refunds.requestKey, ctx.requestKey)));
  const [act] = await tx
    .select({ id: acts.id, undoUntil: acts.undoUntil })
    .from(acts)
    .where(
      and(eq(acts.kind, 'cancel'), sql`${acts.changes} @> ${JSON.stringify([{ id: reservationId }])}::jsonb`),
    )
    .orderBy(desc(acts.createdAt))
    .limit(1);
  return { refundMinor, currency, rule, refundId: refund?.id ?? null, act: act ?? null };
}
