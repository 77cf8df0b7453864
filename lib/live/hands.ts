import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { passingJson } from './live-event-json';

/** A desk says what it picks up, again every few seconds while it holds it, and when it has put it down. */
export const handSchema = z
  .strictObject({ type: z.enum(['grab', 'release']), reservation_id: z.uuid() })
  .transform(({ type, reservation_id }) => ({ type, reservationId: reservation_id }));

export type HandWish = z.output<typeof handSchema>;

/** The payload of NOTIFY hands. */
const noteSchema = z.object({
  club_id: z.int(),
  seat: z.uuid(),
  reservation_id: z.uuid(),
  type: z.enum(['grab', 'release']),
  name: z.string(),
});

export type Hand = z.output<typeof noteSchema>;
export const parseHand = (payload: string): Hand => noteSchema.parse(JSON.parse(payload));

type Holder = { clubId: number; seat: string; userId: string };

/**
 * Tells the other desks of a club what somebody picked up or put down. No row keeps it: a page forgets what was not said
 * again. Of another club's booking nothing is told.
 */
export async function showHand(
  { clubId, seat, userId }: Holder,
  { type, reservationId }: HandWish,
): Promise<void> {
  await db().execute(sql`
    select pg_notify('hands', json_build_object('club_id', r.club_id, 'seat', ${seat}::text,
      'reservation_id', r.id, 'type', ${type}::text, 'name', coalesce(u.name, '—'))::text)
    from reservations r, users u
    where r.id = ${reservationId} and r.club_id = ${clubId} and u.id = ${userId}`);
}

/** Who has something in the hand, as the other desks hear it. */
export const handJson = ({ type, reservation_id, name }: Hand) =>
  passingJson(type === 'grab' ? 'planner.grabbed' : 'planner.released', {
    reservation_id,
    by: { name },
  });
