import { inArray } from 'drizzle-orm';
import type { Tx } from '@/db';
import { type ActKind, acts, reservations } from '@/db/schema';
import { dayBounds, localDateOf } from '@/lib/core/time';
import { reservationChange } from '@/lib/records/acts';

type Row = typeof reservations.$inferSelect;
type Done = { kind: ActKind; at: Date; lasts: 'seconds' | 'day'; before: Partial<Row> };

const UNDO_SECONDS = 10;

/**
 * Writes what the desk did to its games as acts. What it noted today can still be undone, what it booked and cancelled
 * no longer.
 */
export async function insertActs(
  tx: Tx,
  timeZone: string,
  gameIds: readonly string[],
  by: string,
): Promise<void> {
  const games = await tx.select().from(reservations).where(inArray(reservations.id, gameIds));
  const rows = games.flatMap((game) => {
    const done = doneTo(game);
    if (!done) return [];
    const { kind, at, lasts, before } = done;
    const { endsAt } = dayBounds(localDateOf(at.getTime(), timeZone), timeZone);
    return {
      clubId: game.clubId,
      kind,
      by,
      requestId: 'seed',
      createdAt: at,
      undoUntil: new Date(lasts === 'day' ? endsAt : at.getTime() + UNDO_SECONDS * 1000),
      changes: [reservationChange(kind === 'book' ? null : { ...game, ...before }, game)],
      summary: { reservation_id: game.id },
    };
  });
  await tx.insert(acts).values(rows);
}

/** The last thing that was done to a game. */
function doneTo(game: Row): Done | null {
  const { status, checkedInAt, lockedAt, cancelledAt, kind } = game;
  if (checkedInAt !== null)
    return {
      kind: 'check_in',
      at: checkedInAt,
      lasts: 'day',
      before: { checkedInAt: null, checkedInBy: null },
    };
  if (status === 'no_show')
    return { kind: 'no_show', at: game.startsAt, lasts: 'day', before: { status: 'completed' } };
  if (cancelledAt !== null) {
    const before = { status: 'confirmed', cancelledAt: null, cancelRefundMinor: null } as const;
    return { kind: 'cancel', at: cancelledAt, lasts: 'seconds', before };
  }
  if (lockedAt !== null)
    return { kind: 'lock', at: lockedAt, lasts: 'day', before: { lockedAt: null, lockedBy: null } };
  return kind === 'walk_in' ? { kind: 'book', at: game.createdAt, lasts: 'seconds', before: {} } : null;
}
