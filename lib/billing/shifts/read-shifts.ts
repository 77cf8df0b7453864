import { desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db, Tx } from '@/db';
import { clubs, TILL_METHODS, type TillMethod, tillEntries, tillShifts, users } from '@/db/schema';
import { groupBy } from '@/lib/core/group-by';
import type { Shift } from './lock-shift';

/** What one way brought in a shift, less what went out. */
export type MethodSum = { method: TillMethod; inMinor: number; outMinor: number; count: number };

/** A shift with the sums of its entries. `expectedMinor` is as of now until it is closed. */
export type ShiftReport = Omit<Shift, 'expectedMinor'> & {
  expectedMinor: number;
  currency: string;
  openedByName: string | null;
  closedByName: string | null;
  sums: readonly MethodSum[];
};

const opener = alias(users, 'opener');
const closer = alias(users, 'closer');

/** Shifts, newest first, with their sums: one statement for the rows and one for the entries. */
export async function readShifts(
  on: Db | Tx,
  where: SQL | undefined,
  { limit, offset }: { limit: number; offset: number },
): Promise<ShiftReport[]> {
  const rows = await on
    .select({
      shift: tillShifts,
      currency: clubs.currency,
      openedByName: opener.name,
      closedByName: closer.name,
    })
    .from(tillShifts)
    .innerJoin(clubs, eq(clubs.id, tillShifts.clubId))
    .leftJoin(opener, eq(opener.id, tillShifts.openedBy))
    .leftJoin(closer, eq(closer.id, tillShifts.closedBy))
    .where(where)
    .orderBy(desc(tillShifts.openedAt), desc(tillShifts.id))
    .limit(limit)
    .offset(offset);
  const sums = await sumUp(
    on,
    rows.map(({ shift }) => shift.id),
  );
  return rows.map(({ shift, ...told }) => {
    const own = TILL_METHODS.map((method) => sums(shift.id, method));
    const cash = own.find(({ method }) => method === 'cash');
    const nowMinor = shift.floatMinor + (cash ? cash.inMinor - cash.outMinor : 0);
    return { ...shift, ...told, expectedMinor: shift.expectedMinor ?? nowMinor, sums: own };
  });
}

/** One shift that exists. */
export async function findShift(on: Db | Tx, shiftId: string): Promise<ShiftReport> {
  const [shift] = await readShifts(on, eq(tillShifts.id, shiftId), { limit: 1, offset: 0 });
  if (!shift) throw new Error('there is such a shift');
  return shift;
}

const SUMS = {
  method: tillEntries.method,
  inMinor: sql<number>`coalesce(sum(${tillEntries.amountMinor}) filter (where ${tillEntries.amountMinor} > 0), 0)::int`,
  outMinor: sql<number>`coalesce(-sum(${tillEntries.amountMinor}) filter (where ${tillEntries.amountMinor} < 0), 0)::int`,
  count: sql<number>`count(*)::int`,
};

/** What each way of paying brought by some entries, every way named. */
export async function sumsOf(on: Db | Tx, where: SQL | undefined): Promise<MethodSum[]> {
  const rows = await on.select(SUMS).from(tillEntries).where(where).groupBy(tillEntries.method);
  return TILL_METHODS.map((method) => sumBy(rows, method));
}

async function sumUp(on: Db | Tx, shiftIds: readonly string[]) {
  const rows =
    shiftIds.length === 0
      ? []
      : await on
          .select({ shiftId: tillEntries.shiftId, ...SUMS })
          .from(tillEntries)
          .where(inArray(tillEntries.shiftId, [...shiftIds]))
          .groupBy(tillEntries.shiftId, tillEntries.method);
  const byShift = groupBy(rows, ({ shiftId }) => shiftId ?? '');
  return (shiftId: string, method: TillMethod) => sumBy(byShift.get(shiftId) ?? [], method);
}

function sumBy(rows: readonly MethodSum[], method: TillMethod): MethodSum {
  const found = rows.find((row) => row.method === method);
  return { method, inMinor: found?.inMinor ?? 0, outMinor: found?.outMinor ?? 0, count: found?.count ?? 0 };
}
