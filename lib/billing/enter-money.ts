import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { type reservations, TILL_METHODS, tillEntries } from '@/db/schema';
import { requireActor } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { keptName } from '@/lib/core/input/kept-text';
import { moneyJson } from '@/lib/core/money';
import { tillOf } from '@/lib/ledger/read-figures';
import { recordChange } from '@/lib/records/audit';
import { lockShift } from './shifts/lock-shift';

export type TillEntry = typeof tillEntries.$inferSelect;

/** How money changed hands. */
export const waySchema = z.strictObject({
  method: z.enum(TILL_METHODS),
  /** The number on the slip of a card terminal, or of a transfer. */
  reference: keptName(60).optional(),
  /** Into which till, by default the actor's own, else the only open one. */
  shiftId: z.uuid().optional(),
});
export type Way = z.output<typeof waySchema>;

type Purpose = {
  kind: TillEntry['kind'];
  /** Positive when it comes to the club. */
  amountMinor: number;
  note?: string | undefined;
  reverses?: string;
};
type Booking = Pick<typeof reservations.$inferSelect, 'id' | 'clubId' | 'currency'>;

/**
 * Writes that the desk took money for a reservation, whose lock the caller holds. It settles no due.
 * @throws AppError conflict for cash without an open till, not_found for a till of another club
 */
export const enterPayment = (
  tx: Tx,
  ctx: Context,
  reservation: Booking,
  { amountMinor, ...way }: Way & { amountMinor: number },
): Promise<TillEntry> => enterForBooking(tx, ctx, reservation, { ...way, kind: 'payment', amountMinor });

/**
 * Writes money for a reservation that came or went, whose lock the caller holds.
 * @throws AppError as `enterPayment`, and conflict with `taken` for more than the desk took for it
 */
export async function enterForBooking(
  tx: Tx,
  ctx: Context,
  { id: reservationId, clubId, currency }: Booking,
  entry: Way & Purpose,
): Promise<TillEntry> {
  if (entry.amountMinor < 0) await assertTaken(tx, reservationId, currency, -entry.amountMinor);
  return enterMoney(tx, ctx, { clubId, currency, reservationId }, entry);
}

/** The database refuses it at the commit, which is too late for a sentence. */
async function assertTaken(tx: Tx, reservationId: string, currency: string, backMinor: number) {
  const takenMinor = await tillOf(tx, reservationId);
  if (backMinor <= takenMinor) return;
  throw new AppError('conflict', 'The desk took less than that for this booking.', {
    details: { taken: moneyJson(takenMinor, currency) },
  });
}

type Place = { clubId: number; currency: string; reservationId: string | null };

/**
 * Writes one entry of the till, into an open shift that stays open until the commit. A repeat of the request finds
 * the first entry.
 */
export async function enterMoney(
  tx: Tx,
  ctx: Context,
  place: Place,
  { shiftId, ...entry }: Way & Purpose,
): Promise<TillEntry> {
  const { userId: takenBy } = requireActor(ctx);
  const shift = await lockShift(tx, ctx, { clubId: place.clubId, method: entry.method, shiftId });
  const requestKey = keyOf(ctx, place.reservationId) ?? randomUUID();
  const [made] = await tx
    .insert(tillEntries)
    .values({ ...place, ...entry, shiftId: shift?.id ?? null, requestKey, takenBy })
    .onConflictDoNothing({ target: [tillEntries.takenBy, tillEntries.requestKey] })
    .returning();
  if (!made) return findBefore(tx, takenBy, requestKey);
  const { id: entityId, kind: to, shiftId: into, amountMinor, method } = made;
  const detail = {
    amount_minor: amountMinor,
    currency: place.currency,
    method,
    ...(place.reservationId !== null && { reservation_id: place.reservationId }),
    ...(into !== null && { shift_id: into }),
    ...(made.reverses !== null && { reverses: made.reverses }),
  };
  await recordChange(tx, ctx, { entity: 'till', entityId, from: null, to, detail, asStaff: true });
  return made;
}

/** One request may write an entry for each of several bookings. */
const keyOf = ({ requestKey }: Context, reservationId: string | null): string | undefined =>
  requestKey === undefined ? undefined : [requestKey, reservationId ?? 'till'].join(':');

async function findBefore(tx: Tx, takenBy: string, requestKey: string): Promise<TillEntry> {
  const [before] = await tx.select().from(tillEntries).where(isOf(takenBy, requestKey));
  if (!before) throw new Error('an insert that conflicts finds its row');
  return before;
}

const isOf = (takenBy: string, requestKey: string) =>
  and(eq(tillEntries.takenBy, takenBy), eq(tillEntries.requestKey, requestKey));

/** The ids of all that an earlier try of this request entered, in their order. */
export async function listEntered(tx: Tx, ctx: Context): Promise<string[]> {
  if (ctx.requestKey === undefined) return [];
  const rows = await tx
    .select({ id: tillEntries.id })
    .from(tillEntries)
    .where(
      and(
        eq(tillEntries.takenBy, requireActor(ctx).userId),
        sql`starts_with(${tillEntries.requestKey}, ${`${ctx.requestKey}:`})`,
      ),
    )
    .orderBy(tillEntries.id);
  return rows.map(({ id }) => id);
}

/** What an earlier try of this request entered for a reservation, whose lock the caller holds, or for none. */
export async function findEntered(
  tx: Tx,
  ctx: Context,
  reservationId: string | null,
): Promise<TillEntry | undefined> {
  const requestKey = keyOf(ctx, reservationId);
  if (requestKey === undefined) return undefined;
  const [before] = await tx
    .select()
    .from(tillEntries)
    .where(isOf(requireActor(ctx).userId, requestKey));
  return before;
}
