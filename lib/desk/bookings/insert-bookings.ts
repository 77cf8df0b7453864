import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { Tx } from '@/db';
import { participants, reservations } from '@/db/schema';
import type { Club } from '@/lib/catalogue/catalogue';
import { type Context, keyOf } from '@/lib/core/context';
import type { LocalDate, TimeRange } from '@/lib/core/time';
import type { Customer } from '@/lib/desk/read-customers';
import { recordFirst } from '@/lib/ledger/states';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import type { Draft } from './draft-bookings';

/** What bookings that are made together share. */
type Common = {
  kind: 'booking' | 'walk_in' | 'block' | 'maintenance';
  customer: Customer | null;
  players: readonly { name: string; email?: string | undefined }[];
  title: string | undefined;
  note: string | undefined;
};

/** A court with its price, when it is taken, and the series that it is of. */
type Placed = Draft & TimeRange & { series?: { id: string; date: LocalDate } };

/**
 * Takes the courts in the caller's transaction, which holds their locks, with players and audit. Fewer rows than
 * courts come back when one was taken without its lock.
 */
export async function insertBookings(
  tx: Tx,
  ctx: Context,
  club: Club,
  common: Common,
  drafts: readonly Placed[],
  groupId: string | null = null,
): Promise<Reservation[]> {
  const made = drafts.map((draft) => ({ draft, row: rowOf(ctx, club, common, draft, groupId) }));
  const rows = made.map(({ row }) => row);
  const taken = await tx.insert(reservations).values(rows).onConflictDoNothing().returning();
  if (taken.length < rows.length) return taken;
  const seats = taken.flatMap(({ id }) => seatsOf(id, common.players));
  if (seats.length > 0) await tx.insert(participants).values(seats);
  const told = made.map(({ draft, row: { id } }) => ({
    id,
    detail: detailOf(common, draft, groupId),
    asStaff: true,
  }));
  await recordFirst(tx, ctx, 'reservation', 'confirmed', ...told);
  return taken;
}

function rowOf(ctx: Context, club: Club, common: Common, draft: Placed, groupId: string | null) {
  const { kind, customer, title = null, note = null } = common;
  const { court, lines, extras, startsAt, endsAt, series, brokenRules: _, ...price } = draft;
  return {
    id: v7(),
    clubId: club.id,
    courtId: court.id,
    // Who has an account is named by it.
    userId: customer?.userId ?? null,
    customerId: customer?.userId ? null : (customer?.id ?? null),
    kind,
    status: 'confirmed' as const,
    channel: channelOf(ctx, kind),
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    ...price,
    currency: club.currency,
    priceBreakdown: lines,
    extras,
    refundPolicy: club.refundPolicy,
    title,
    note,
    groupId,
    seriesId: series?.id ?? null,
    seriesDate: series?.date ?? null,
    confirmedAt: sql`now()`,
  };
}

/** Whoever stands at the counter walks in, and whoever books for later has called. */
function channelOf({ actor }: Context, kind: Common['kind']) {
  if (keyOf(actor)) return 'api' as const;
  return kind === 'booking' ? ('phone' as const) : ('desk' as const);
}

const seatsOf = (reservationId: string, players: Common['players']) =>
  players.map(({ name, email = null }, position) => ({ reservationId, position, name, email }));

const detailOf = (
  { kind }: Common,
  { priceMinor, listPriceMinor, brokenRules }: Draft,
  groupId: string | null,
) => ({
  kind,
  ...(groupId !== null && { group: groupId }),
  ...(priceMinor !== listPriceMinor && { price_minor: priceMinor, list_price_minor: listPriceMinor }),
  ...(brokenRules.length > 0 && { broken_rules: brokenRules }),
});
