import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { tillEntries } from '@/db/schema';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { requireStepUp } from '@/lib/factors/step-up';
import { requireShift } from './get-shift';
import { readEntries, type ShownEntry } from '@/lib/billing/read-entries';
import { findShift, type ShiftReport } from './read-shifts';

export type ShiftExport = { club: Club; shift: ShiftReport; entries: AsyncGenerator<ShownEntry> };

const ROWS_A_READ = 500;

/**
 * A shift with all of its entries, oldest first, read piece by piece while they are taken. For whoever opened it or may
 * export the club's money.
 * @throws AppError not_found, forbidden and, for a session, with `reason` `step_up`, unauthenticated
 */
export async function exportShift(ctx: Context, shiftId: string): Promise<ShiftExport> {
  const clubId = await requireShift(ctx, shiftId, 'exportMoney');
  await requireStepUp(ctx);
  const [club, shift] = await Promise.all([getClub(String(clubId)), findShift(db(), shiftId)]);
  return { club, shift, entries: readAll(shiftId) };
}

/** Entries are only ever added, so that those already read keep their place. */
async function* readAll(shiftId: string): AsyncGenerator<ShownEntry> {
  const where = eq(tillEntries.shiftId, shiftId);
  for (let offset = 0; ; offset += ROWS_A_READ) {
    const rows = await readEntries(db(), where, { limit: ROWS_A_READ, offset, oldestFirst: true });
    yield* rows;
    if (rows.length < ROWS_A_READ) return;
  }
}
