import { and, asc, eq, gt, gte, inArray, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db, type Tx } from '@/db';
import { type ActChange, reservations, series } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { boardDate } from '@/lib/core/input/asked-time';
import type { LocalDate } from '@/lib/core/time';
import { lastChange } from '@/lib/records/last-change';

export type Series = typeof series.$inferSelect;

/** The members of a request that say which dates of a series are meant. */
export const scopeMembers = {
  scope: z.enum(['this', 'following', 'all']),
  /** The date for which the series made it. It goes with `this` and `following`. */
  date: boardDate.optional(),
  revision: z.int().min(0),
};

/** One date of a series as it was seen, that and those after it, or all that are to come. */
export type Scope = { seriesId: string; revision: number } & (
  | { scope: 'this' | 'following'; date: LocalDate }
  | { scope: 'all' }
);

/** @throws AppError invalid_input without the date of a scope that needs one, or with one that needs none */
export function readScope({ scope, date, ...seen }: AskedScope): Scope {
  if (scope === 'all' && date === undefined) return { ...seen, scope };
  if (scope !== 'all' && date !== undefined) return { ...seen, scope, date };
  throw new AppError('invalid_input', 'The scope and the date do not fit.', {
    fields: { date: [scope === 'all' ? 'goes only with one date and the following' : 'is required'] },
  });
}
type AskedScope = {
  seriesId: string;
  scope: 'this' | 'following' | 'all';
  date?: LocalDate | undefined;
  revision: number;
};

/**
 * A series of a club whose series the actor may change.
 * @throws AppError not_found, forbidden, unauthenticated
 */
export async function findSeries(ctx: Context, seriesId: string): Promise<Series> {
  const [found] = await db().select().from(series).where(eq(series.id, seriesId));
  if (!found) throw notFound('series');
  requireMay(ctx, found.clubId, 'changeSeries', 'series');
  return found;
}

/**
 * The bookings of a series that are meant and can still change, by date. What has begun, and whose players have
 * arrived, never changes.
 * @throws AppError conflict with `reason` `no_date_left` when there is none
 */
export async function listMeant(tx: Tx, ctx: Context, meant: Scope) {
  const found = await tx
    .select()
    .from(reservations)
    .where(
      and(
        eq(reservations.seriesId, meant.seriesId),
        eq(reservations.status, 'confirmed'),
        gt(reservations.startsAt, ctx.now),
        isNull(reservations.checkedInAt),
        meant.scope === 'this' ? eq(reservations.seriesDate, meant.date) : undefined,
        meant.scope === 'following' ? gte(reservations.seriesDate, meant.date) : undefined,
      ),
    )
    .orderBy(asc(reservations.seriesDate));
  if (found.length === 0)
    throw new AppError('conflict', 'The series has no such date to come.', {
      details: { reason: 'no_date_left' },
    });
  return found;
}

/** What a change of a series may change of its row, and an undo gives back. */
const columns = z
  .object({
    courtId: z.int(),
    startMinute: z.int(),
    durationMinutes: z.int(),
    weekdays: z.array(z.int()),
    untilDate: z.iso.date(),
    title: z.string().nullable(),
    note: z.string().nullable(),
  })
  .partial();
type Columns = z.output<typeof columns>;

/**
 * Locks a series as it was seen. The caller holds the locks of its courts.
 * @throws AppError conflict with `current`, `changed_by` and `changed_at` when somebody changed it since
 */
export async function lockSeries(tx: Tx, { seriesId, revision }: Scope): Promise<Series> {
  const [locked] = await tx.select().from(series).where(eq(series.id, seriesId)).for('no key update');
  if (!locked) throw notFound('series');
  if (locked.revision !== revision) throw await staleSeries(tx, locked);
  return locked;
}

/** Locks the series of some locked bookings, so that no change of one gives their dates away meanwhile. */
export async function lockSeriesOf(tx: Tx, bookings: readonly Pick<Booking, 'seriesId'>[]): Promise<void> {
  const ids = new Set(bookings.flatMap(({ seriesId }) => seriesId ?? []));
  if (ids.size === 0) return;
  await tx
    .select({ id: series.id })
    .from(series)
    .where(inArray(series.id, [...ids]))
    .orderBy(asc(series.id))
    .for('no key update');
}
type Booking = typeof reservations.$inferSelect;

/** Changes a locked series and counts it. Returns the change for an act. */
export async function writeSeriesChange(tx: Tx, locked: Series, changes: Columns = {}): Promise<ActChange> {
  const { id, revision } = locked;
  await tx
    .update(series)
    .set({ ...changes, revision: revision + 1 })
    .where(eq(series.id, id));
  return {
    entity: 'series',
    id,
    before: columns.parse(Object.fromEntries(Object.entries(locked).filter(([key]) => key in changes))),
    after: changes,
    revision: revision + 1,
  };
}

/** Gives a series its row back as it was before an act. Its bookings are given back by themselves. */
export async function putSeriesBack(tx: Tx, changes: readonly ActChange[]): Promise<void> {
  for (const { entity, id, before } of changes) {
    if (entity !== 'series' || before === null) continue;
    await tx
      .update(series)
      .set({ ...columns.parse(before), revision: sql`${series.revision} + 1` })
      .where(eq(series.id, id));
  }
}

/** What somebody hears whose page shows an older state of a series. */
export async function staleSeries(tx: Tx, { id, revision }: Series): Promise<AppError> {
  return new AppError('conflict', 'Somebody else changed this series: look at what it is now.', {
    details: {
      current: { id, revision },
      ...(await lastChange(tx, { entity: 'series', entityId: id })),
    },
  });
}
