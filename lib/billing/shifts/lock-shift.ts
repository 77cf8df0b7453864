import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Tx } from '@/db';
import { type TillMethod, tillShifts } from '@/db/schema';
import { requireActor } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';

export type Shift = typeof tillShifts.$inferSelect;

type Wanted = { clubId: number; method: TillMethod; shiftId?: string | undefined };

/**
 * The open shift into which an entry goes: the named one, else the actor's own, else the only open one. Null for what
 * is not cash when that leaves none. It stays open until the transaction ends, because closing it waits for this lock.
 * @throws AppError not_found for a shift of another club, conflict for a closed one, and for cash without an open
 *   shift with the open ones in `shifts`
 */
export async function lockShift(tx: Tx, ctx: Context, wanted: Wanted): Promise<Shift | null> {
  const id = wanted.shiftId ?? (await pickShift(tx, ctx, wanted));
  if (id === null) return null;
  const [shift] = await tx
    .select()
    .from(tillShifts)
    .where(and(eq(tillShifts.id, id), eq(tillShifts.clubId, wanted.clubId)))
    .for('share');
  if (!shift) throw notFound('shift');
  if (shift.closedAt === null) return shift;
  // The one that was picked may have been closed since.
  if (wanted.shiftId === undefined) return lockShift(tx, ctx, wanted);
  throw new AppError('conflict', 'This till is closed: take the money into one that is open.');
}

async function pickShift(tx: Tx, ctx: Context, { clubId, method }: Wanted): Promise<string | null> {
  const { userId } = requireActor(ctx);
  const open = await listOpenShifts(tx, clubId);
  const picked =
    open.find(({ openedBy }) => openedBy === userId) ?? (open.length === 1 ? open[0] : undefined);
  if (picked) return picked.id;
  if (method !== 'cash') return null;
  const message =
    open.length === 0 ? 'Open the till first: cash is counted in it.' : 'Several tills are open: name one.';
  throw new AppError('conflict', message, {
    details: { shifts: open.map(({ id, name }) => ({ id, name })) },
  });
}

/** The tills of a club that are open, in the order in which they were opened. */
const listOpenShifts = (tx: Tx, clubId: number): Promise<Shift[]> =>
  tx
    .select()
    .from(tillShifts)
    .where(and(eq(tillShifts.clubId, clubId), isNull(tillShifts.closedAt)))
    .orderBy(asc(tillShifts.openedAt), asc(tillShifts.id));
