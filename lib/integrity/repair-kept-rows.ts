import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db, type Tx, transaction } from '@/db';
import { lastGames } from '@/db/schema';
import { keepCourt, keepCourtDay } from '@/lib/availability/court-days/keep-court-days';
import type { Context } from '@/lib/core/context';
import { plainId } from '@/lib/core/input/plain-number';
import { isLocalDate } from '@/lib/core/time';
import { recordChange } from '@/lib/records/audit';

/** Looks anew for the last game of a person of a club. */
export async function keepLastGameAnew(ctx: Context, id: string): Promise<void> {
  await transaction(async (tx) => {
    await tx.delete(lastGames).where(eq(lastGames.customerId, id));
    await tx.execute(sql`select keep_last_game(${id}::uuid)`);
    await recordMend(tx, ctx, { customer: id }, { what: 'last_game' });
  });
}

/** Looks anew for whom a person of a club shares a number or an address with. */
export async function keepContactsAnew(ctx: Context, id: string): Promise<void> {
  await transaction(async (tx) => {
    await tx.execute(sql`select keep_shared_contacts(${id}::uuid)`);
    await recordMend(tx, ctx, { customer: id }, { what: 'contacts' });
  });
}

/** Counts the clubs of a city anew. */
export async function keepCityAnew(_ctx: Context, key: string): Promise<void> {
  await db().execute(sql`select keep_city(${key})`);
}

/** A court and a date, as the check names a day. */
const daySchema = z.tuple([plainId, z.string().refine(isLocalDate)]);

/** Counts one day of a court anew. */
export async function keepCourtDayAnew(ctx: Context, objectId: string): Promise<void> {
  const [courtId, date] = daySchema.parse(objectId.split(' '));
  await transaction(async (tx) => {
    await keepCourtDay(tx, courtId, date);
    await recordMend(tx, ctx, { court: courtId }, { what: 'day', date });
  });
}

/** Counts every day of a court anew. */
export async function keepCourtAnew(ctx: Context, objectId: string): Promise<void> {
  const courtId = plainId.parse(objectId);
  await transaction(async (tx) => {
    await keepCourt(tx, courtId);
    await recordMend(tx, ctx, { court: courtId }, { what: 'days' });
  });
}

type Mended = { customer: string } | { court: number };

const recordMend = (tx: Tx, ctx: Context, mended: Mended, detail: Record<string, unknown>) =>
  recordChange(tx, ctx, {
    ...('court' in mended
      ? ({ entity: 'court', entityId: mended.court } as const)
      : ({ entity: 'customer', entityId: mended.customer } as const)),
    from: null,
    to: 'mended',
    detail,
    asStaff: true,
  });
