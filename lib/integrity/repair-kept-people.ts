import { eq, sql } from 'drizzle-orm';
import { type Tx, transaction } from '@/db';
import { lastGames } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { recordChange } from '@/lib/records/audit';

/** Looks anew for the last game of a person of a club. */
export async function keepLastGameAnew(ctx: Context, id: string): Promise<void> {
  await transaction(async (tx) => {
    await tx.delete(lastGames).where(eq(lastGames.customerId, id));
    await tx.execute(sql`select keep_last_game(${id}::uuid)`);
    await recordMend(tx, ctx, id, 'last_game');
  });
}

/** Looks anew for whom a person of a club shares a number or an address with. */
export async function keepContactsAnew(ctx: Context, id: string): Promise<void> {
  await transaction(async (tx) => {
    await tx.execute(sql`select keep_shared_contacts(${id}::uuid)`);
    await recordMend(tx, ctx, id, 'contacts');
  });
}

const recordMend = (tx: Tx, ctx: Context, entityId: string, what: string) =>
  recordChange(tx, ctx, {
    entity: 'customer',
    entityId,
    from: null,
    to: 'mended',
    detail: { what },
    asStaff: true,
  });
