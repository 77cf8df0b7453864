import { and, desc, eq, inArray, isNotNull, sql, sum } from 'drizzle-orm';
import { z } from 'zod';
import type { Db, Tx } from '@/db';
import { dues, payments } from '@/db/schema';
import { groupBy } from '@/lib/core/group-by';
import { IS_OPEN } from '@/lib/ledger/open-due';
import { IS_HELD } from '@/lib/ledger/disputes';
import { LEFT_MINOR, REFUSED_MINOR, TILL_LEFT_MINOR, TILL_TAKEN_MINOR } from '@/lib/ledger/money-words';

/** What can still be given back of a payment, and whether a bank holds it until its dispute ends. */
type Standing = { leftMinor: number; inDispute: boolean };

/** A taken payment with what is left of it. */
type PaidByCard = typeof payments.$inferSelect & Standing;

/** How a reservation was paid: by which payments, newest first, and at the desk. */
export type Paid = {
  cards: readonly PaidByCard[];
  /** What the desk took, and what of it nobody was promised back. */
  till: { takenMinor: number; leftMinor: number };
  /** Shares of the cost that nobody has paid. */
  openSharesMinor: number;
};

const UNPAID: Paid = { cards: [], till: { takenMinor: 0, leftMinor: 0 }, openSharesMinor: 0 };

/** How one reservation was paid. Its payments are locked for a refund when asked. */
export const findPaid = async (on: Tx | Db, reservationId: string, lock = false): Promise<Paid> =>
  paidOf(await listPaid(on, [reservationId], lock), reservationId);

/** One of those that were read. */
export const paidOf = (all: ReadonlyMap<string, Paid>, reservationId: string): Paid =>
  all.get(reservationId) ?? UNPAID;

/** How some reservations were paid. One that was not is left out. */
export async function listPaid(
  on: Tx | Db,
  reservationIds: readonly string[],
  lock = false,
): Promise<Map<string, Paid>> {
  if (reservationIds.length === 0) return new Map();
  const taken = on
    .select()
    .from(payments)
    .where(and(inArray(payments.reservationId, [...reservationIds]), isNotNull(payments.completedAt)))
    .orderBy(desc(payments.completedAt));
  const [all, tills, shares] = await Promise.all([
    lock ? taken.for('update') : taken,
    listTills(on, reservationIds),
    listOpenShares(on, reservationIds),
  ]);
  const known = await listStandings(
    on,
    all.map(({ id }) => id),
  );
  const counted = all.flatMap((payment) => {
    const standing = known.get(payment.id);
    return standing ? [{ ...payment, ...standing }] : [];
  });
  const cardsOf = groupBy(counted, ({ reservationId }) => reservationId);
  return new Map(
    reservationIds.flatMap((id) => {
      const cards = standOf(cardsOf.get(id) ?? []);
      const till = tills.get(id);
      const openSharesMinor = shares.get(id) ?? 0;
      return cards.length > 0 || till ? [[id, { cards, till: till ?? UNPAID.till, openSharesMinor }]] : [];
    }),
  );
}

type Counted = PaidByCard & { refusedMinor: number };

/**
 * Payments with money left stand, unless it was refused as a duplicate or as late and only waits for its refund.
 * When none is left, the first that came stands.
 */
function standOf(newestFirst: readonly Counted[]): PaidByCard[] {
  const standing = newestFirst.filter(({ leftMinor, refusedMinor }) => leftMinor > refusedMinor);
  const shown = standing.length > 0 ? standing : newestFirst.slice(-1);
  return shown.map(({ refusedMinor: _, ...payment }) => payment);
}

const standingsSchema = z.array(
  z.object({ id: z.string(), leftMinor: z.number(), refusedMinor: z.number(), inDispute: z.boolean() }),
);

async function listStandings(on: Tx | Db, paymentIds: string[]) {
  if (paymentIds.length === 0) return new Map<string, never>();
  const rows = await on.execute(sql`
    select p.id, ${LEFT_MINOR}::int as "leftMinor", ${REFUSED_MINOR}::int as "refusedMinor", ${IS_HELD} as "inDispute"
    from payments p where p.id in ${paymentIds}`);
  return new Map(standingsSchema.parse([...rows]).map(({ id, ...standing }) => [id, standing]));
}

async function listOpenShares(on: Tx | Db, reservationIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await on
    .select({ id: dues.reservationId, minor: sum(dues.amountMinor).mapWith(Number) })
    .from(dues)
    .where(and(inArray(dues.reservationId, [...reservationIds]), eq(dues.cause, 'share'), IS_OPEN))
    .groupBy(dues.reservationId);
  return new Map(rows.map(({ id, minor }) => [id, minor]));
}

const tillsSchema = z.array(z.object({ id: z.string(), takenMinor: z.number(), leftMinor: z.number() }));

/** What the desk took, of those for which it took something. */
async function listTills(on: Tx | Db, reservationIds: readonly string[]) {
  const rows = await on.execute(sql`
    select r.id, ${TILL_TAKEN_MINOR}::int as "takenMinor", greatest(${TILL_LEFT_MINOR}, 0)::int as "leftMinor"
    from reservations r where r.id in ${[...reservationIds]}
      and exists (select from till_entries e where e.reservation_id = r.id)`);
  return new Map(tillsSchema.parse([...rows]).map(({ id, ...till }) => [id, till]));
}
