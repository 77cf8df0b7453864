import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { db } from '@/db';
import { dues, sharedCosts } from '@/db/schema';
import { sharesOf } from '@/lib/ledger/shares';
import type { Reservation } from '../confirm-reservation';

/** One player's share, by the place on the list. Amounts are in minor units. */
export type Share = {
  dueId: string;
  position: number;
  amountMinor: number;
  /** 0 once it is paid, waived or asked for no longer. */
  openMinor: number;
};

/** Who pays what of a booking whose cost is shared. */
export type SharedCost = {
  ownMinor: number;
  shares: Share[];
  openMinor: number;
  /** When the card of whoever booked pays what is open. */
  dueBy: Date;
  /** The card was refused then, so that what is open is owed. */
  isRefused: boolean;
};

/** Null for a booking that one person pays, and before that person has paid. */
export async function getSharedCost(
  reservation: Pick<Reservation, 'id' | 'sharing' | 'priceMinor' | 'currency'>,
): Promise<SharedCost | null> {
  const { id, sharing } = reservation;
  if (sharing === null) return null;
  const isFirst = and(eq(dues.reservationId, id), eq(dues.cause, 'share'), isNull(dues.splitOf));
  const [shares, [cost]] = await Promise.all([
    db()
      .select({
        dueId: dues.id,
        position: sql<number>`${dues.participantPosition}`,
        amountMinor: dues.amountMinor,
        openMinor: OPEN_MINOR,
        dueBy: sql<Date>`${dues.dueBy}`.mapWith(dues.dueBy),
      })
      .from(dues)
      .where(isFirst)
      .orderBy(asc(dues.participantPosition)),
    db()
      .select({ declineCode: sharedCosts.declineCode })
      .from(sharedCosts)
      .where(eq(sharedCosts.reservationId, id)),
  ]);
  const [first] = shares;
  if (!first) return null;
  return {
    ownMinor: sharesOf(reservation, sharing.seats).ownMinor,
    shares: shares.map(({ dueBy: _, ...share }) => share),
    openMinor: shares.reduce((sum, { openMinor }) => sum + openMinor, 0),
    dueBy: first.dueBy,
    isRefused: cost !== undefined && cost.declineCode !== null,
  };
}

/** Drizzle names a column without its table where there is one table alone. */
const OPEN_MINOR = sql<number>`(select coalesce(sum(part.amount_minor), 0)::int from dues part
  where dues.id in (part.id, part.split_of) and part.settled_at is null and part.waived_at is null)`;
