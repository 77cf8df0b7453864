import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { db, type Tx } from '@/db';
import { clubs, courts } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { localDateOf } from '@/lib/core/time';
import { recordChange } from '@/lib/records/audit';
import { lockCourt } from '@/lib/reservations/confirm-reservation';
import { changeCourts } from './change-courts';

/** Closes the courts whose last day is over where they are. Nobody could book them since. Returns how many. */
export async function closeRetiredCourts(ctx: Context): Promise<number> {
  const retiring = await db()
    .select({ id: courts.id, clubId: courts.clubId, retiresOn: courts.retiresOn, timeZone: clubs.timeZone })
    .from(courts)
    .innerJoin(clubs, eq(clubs.id, courts.clubId))
    .where(and(isNull(courts.deactivatedAt), isNotNull(courts.retiresOn), isNull(clubs.deletedAt)));
  const due = retiring.filter(
    ({ retiresOn, timeZone }) => retiresOn !== null && retiresOn <= localDateOf(ctx.now.getTime(), timeZone),
  );
  for (const { id, clubId } of due) {
    await changeCourts(
      ctx,
      clubId,
      (tx) => close(tx, ctx, id),
      (tx) => lockCourt(tx, id),
    );
  }
  return due.length;
}

async function close(tx: Tx, ctx: Context, courtId: number): Promise<void> {
  const closed = await tx
    .update(courts)
    .set({ deactivatedAt: sql`now()`, revision: sql`${courts.revision} + 1` })
    .where(and(eq(courts.id, courtId), isNull(courts.deactivatedAt), isNotNull(courts.retiresOn)))
    .returning({ id: courts.id });
  for (const { id } of closed)
    await recordChange(tx, ctx, { entity: 'court', entityId: id, from: 'retiring', to: 'inactive' });
}
