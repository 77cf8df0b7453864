import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { courts, OCCUPYING, reservations } from '@/db/schema';
import { type Club, type Court, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { boardDate } from '@/lib/core/input/asked-time';
import { type LocalDate, localDateOf } from '@/lib/core/time';
import { GAME_KINDS } from '@/lib/ledger/game';
import { recordChange } from '@/lib/records/audit';
import { lockCourt } from '@/lib/reservations/confirm-reservation';
import { type ChangedCourts, changeCourts } from './change-courts';
import { findCourt } from './change-court';

export const retireCourtSchema = z.strictObject({
  courtId: z.int().positive(),
  /** The first local date on which it is not sold, today unless said. */
  from: boardDate.optional(),
});

export type RetireCourt = z.output<typeof retireCourtSchema>;

/** The court, and the ids of the bookings that it keeps. */
type Retired = { court: Court; affected: readonly string[] };

/**
 * Takes a court off sale from a date on. What is booked of it after that stays and is named, in order of time.
 * @throws AppError invalid_input for a date that is over, not_found also for one that is off sale, forbidden,
 *   unauthenticated
 */
export async function retireCourt(
  ctx: Context,
  { courtId, from }: RetireCourt,
): Promise<ChangedCourts<Retired>> {
  const { clubId } = await findCourt(ctx, courtId);
  const club = await getClub(clubId);
  const today = localDateOf(ctx.now.getTime(), club.timeZone);
  const date = from ?? today;
  if (date < today) throw overAlready();
  return changeCourts(
    ctx,
    clubId,
    async (tx) => {
      const court = await write(tx, ctx, courtId, date, date === today);
      return { court, affected: await bookingsFrom(tx, ctx, club, courtId, date) };
    },
    // Every hold locks its court, so that none is taken meanwhile.
    (tx) => lockCourt(tx, courtId),
  );
}

const overAlready = () =>
  new AppError('invalid_input', 'This date is over already.', {
    fields: { from: ['must not be before today'] },
  });

async function write(
  tx: Tx,
  ctx: Context,
  courtId: number,
  retiresOn: LocalDate,
  isNow: boolean,
): Promise<Court> {
  const [before] = await tx.select().from(courts).where(eq(courts.id, courtId)).for('no key update');
  if (!before || before.deactivatedAt !== null) throw notFound('court');
  const [court] = await tx
    .update(courts)
    .set({ retiresOn, revision: before.revision + 1, ...(isNow && { deactivatedAt: sql`now()` }) })
    .where(eq(courts.id, courtId))
    .returning();
  if (!court) throw new Error('a locked row is there');
  await recordChange(tx, ctx, {
    entity: 'court',
    entityId: courtId,
    from: 'active',
    to: isNow ? 'inactive' : 'retiring',
    asStaff: true,
    detail: { before: { retiresOn: before.retiresOn }, after: { retiresOn } },
  });
  return court;
}

async function bookingsFrom(
  tx: Tx,
  { now }: Context,
  { timeZone }: Club,
  courtId: number,
  date: LocalDate,
): Promise<string[]> {
  const ahead = await tx
    .select({ id: reservations.id, startsAt: reservations.startsAt })
    .from(reservations)
    .where(
      and(
        eq(reservations.courtId, courtId),
        inArray(reservations.status, [...OCCUPYING]),
        inArray(reservations.kind, GAME_KINDS),
        gt(reservations.startsAt, now),
      ),
    )
    .orderBy(asc(reservations.startsAt));
  return ahead.flatMap(({ id, startsAt }) => (localDateOf(startsAt.getTime(), timeZone) >= date ? id : []));
}
