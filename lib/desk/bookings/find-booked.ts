import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { acts, audit, reservations } from '@/db/schema';
import { actorName, type Context } from '@/lib/core/context';
import type { TimeRange } from '@/lib/core/time';
import type { Act } from '@/lib/records/acts';
import type { Reservation } from '@/lib/reservations/confirm-reservation';

/** What was booked, with its act. */
export type Booked = { booked: Reservation[]; act: Act };

/**
 * The result of an earlier try of this request, whose process may have died before it answered. The caller holds the
 * locks of the courts.
 */
export async function findBooked(
  tx: Tx,
  ctx: Context,
  courtIds: readonly number[],
  places: readonly TimeRange[],
): Promise<Booked | undefined> {
  if (ctx.requestKey === undefined) return undefined;
  const booked = await tx
    .select({ reservation: reservations })
    .from(reservations)
    .innerJoin(audit, and(eq(audit.entity, 'reservation'), eq(audit.entityId, sql`${reservations.id}::text`)))
    .where(
      and(
        inArray(reservations.courtId, [...courtIds]),
        inArray(
          reservations.startsAt,
          places.map(({ startsAt }) => new Date(startsAt)),
        ),
        eq(audit.actor, actorName(ctx.actor, true)),
        eq(audit.toState, 'confirmed'),
        sql`${audit.detail} ->> 'request_key' = ${ctx.requestKey}`,
      ),
    )
    .orderBy(asc(reservations.courtId));
  const [first] = booked;
  if (!first) return undefined;
  const [act] = await tx
    .select({ id: acts.id, undoUntil: acts.undoUntil })
    .from(acts)
    .where(
      and(
        eq(acts.kind, 'book'),
        sql`${acts.changes} @> ${JSON.stringify([{ id: first.reservation.id }])}::jsonb`,
      ),
    );
  // Acts are kept for days, a request's key for one.
  if (!act) throw new Error('a booking at the desk has its act');
  return { booked: booked.map(({ reservation }) => reservation), act };
}
