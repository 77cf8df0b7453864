import { sql } from 'drizzle-orm';
import { db } from '@/db';
import type { ActKind } from '@/db/schema';

/** The acts that free a place and wait with telling it. */
const FREEING = ['cancel', 'move', 'own_move', 'swap', 'shift', 'change_series'] as const satisfies ActKind[];

type Stretch = { startsAt: Date; durationMinutes: number };

/**
 * Whether staff of these clubs freed a place in that time by something that they can still undo. Nobody hears of it
 * until they cannot, at most a minute later.
 */
export async function mayBeTakenBack(
  clubIds: readonly number[],
  { startsAt, durationMinutes }: Stretch,
): Promise<boolean> {
  if (clubIds.length === 0) return false;
  const endsAt = new Date(startsAt.getTime() + durationMinutes * 60_000);
  const found = await db().execute(sql`
    select from acts a cross join lateral jsonb_array_elements(a.changes) change
      join reservations r on r.id = (change ->> 'id')::uuid
    where a.club_id in ${[...clubIds]} and a.created_at > now() - interval '2 minutes' and a.kind in ${[...FREEING]}
      and a.undone_at is null and a.undo_until > now()
      and coalesce((change -> 'before' ->> 'startsAt')::timestamptz, r.starts_at) < ${endsAt.toISOString()}::timestamptz
      and coalesce((change -> 'before' ->> 'endsAt')::timestamptz, r.ends_at) > ${startsAt.toISOString()}::timestamptz
    limit 1`);
  return found.length > 0;
}
