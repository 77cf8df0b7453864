import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import { type ExtraLine, reservations } from '@/db/schema';
import { isOwnBooking } from '@/lib/auth/visitors/own-booking';
import { getCourt } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { recordDetail } from '@/lib/ledger/states';
import { holdSlotSchema } from '@/lib/reservations/hold-slot';
import { priceExtras } from '@/lib/reservations/price-extras';
import { getReservation } from '@/lib/reservations/reservation-details';
import { closeHoldIntent, holdOver, lockUnpaidHold } from './reprice-hold';

export const changeExtrasSchema = z.strictObject({
  reservationId: z.uuid(),
  extras: holdSlotSchema.shape.extras,
});
export type ChangeExtras = z.output<typeof changeExtrasSchema>;

/**
 * Changes the extras of a held booking, and with them the price. The open intent is cancelled at Stripe first, so
 * that the old price cannot be paid, and the next attempt has the new one.
 * @throws AppError not_found, also for staff, invalid_input for an extra the club does not sell, conflict when it was
 *   paid meanwhile or is held no longer, service_unavailable while Stripe is away
 */
export async function changeExtras(ctx: Context, { reservationId, extras }: ChangeExtras): Promise<void> {
  const reservation = await getReservation(ctx, reservationId);
  if (!isOwnBooking(ctx.actor, reservation) || reservation.replaces !== null) throw holdOver();
  const { club } = await getCourt(reservation.courtId);
  const lines = priceExtras(club.extras, extras, reservation.currency, reservation.extras);
  if (isSame(lines, reservation.extras)) return;
  await closeHoldIntent(ctx, reservation);
  await transaction((tx) => writeExtras(tx, ctx, reservationId, lines));
}

const isSame = (lines: readonly ExtraLine[], others: readonly ExtraLine[]): boolean =>
  told(lines) === told(others);

const told = (lines: readonly ExtraLine[]): string =>
  lines
    .map(({ code, quantity, amountMinor }) => `${code} ${quantity} ${amountMinor}`)
    .sort()
    .join();

async function writeExtras(tx: Tx, ctx: Context, id: string, lines: ExtraLine[]): Promise<void> {
  const locked = await lockUnpaidHold(tx, ctx, id);
  const priceMinor = locked.priceMinor - sumOf(locked.extras) + sumOf(lines);
  await tx
    .update(reservations)
    .set({
      extras: lines,
      priceMinor,
      listPriceMinor: sql`${reservations.listPriceMinor} + ${priceMinor - locked.priceMinor}`,
      updatedAt: sql`now()`,
    })
    .where(eq(reservations.id, id));
  const detail = { extras: told(lines), price_minor: priceMinor };
  await recordDetail(tx, ctx, 'reservation', locked, { detail });
}

const sumOf = (lines: readonly ExtraLine[]) => lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
