import { and, asc, count, eq, gt, isNull } from 'drizzle-orm';
import { db } from '@/db';
import { courts, reservations } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { listPaid, paidOf } from '@/lib/reservations/find-paid';
import { leftOfAll, splitRefund } from '@/lib/reservations/split-refund';
import { isAhead } from '../finish-deletion';

/** What closing a club touches. The amounts are in its currency. */
export type Touched = {
  courts: number;
  reservations: number;
  refunds: number;
  /** To those who booked, one for all dates of a series. Players of theirs are told too. */
  notices: number;
  /** What goes back to cards, and what the club then owes for money that its desk took. */
  refundMinor: number;
  owedMinor: number;
  currency: string;
};

const ROWS_A_READ = 500;

/**
 * What closing a club would do now, read piece by piece without a lock.
 * @throws AppError `not_found`, `forbidden` below owner
 */
export async function previewDeletion(ctx: Context, clubIdOrSlug: string): Promise<Touched> {
  const { id: clubId, currency } = await getClub(clubIdOrSlug);
  requireMay(ctx, clubId, 'deleteClub');
  const open = and(eq(courts.clubId, clubId), isNull(courts.deactivatedAt));
  const [found] = await db().select({ count: count() }).from(courts).where(open);
  const touched = { ...NOTHING, courts: found?.count ?? 0, currency };
  const told = new Set<string>();
  for await (const some of readAhead(clubId)) {
    addTo(touched, await judge(some));
    for (const matter of some.flatMap(toldOf)) told.add(matter);
  }
  return { ...touched, notices: told.size };
}

const NOTHING = { reservations: 0, refunds: 0, refundMinor: 0, owedMinor: 0 };
type Sums = typeof NOTHING;

async function* readAhead(clubId: number): AsyncGenerator<Reservation[]> {
  let last: string | undefined;
  do {
    const some = await db()
      .select()
      .from(reservations)
      .where(and(isAhead(clubId), last === undefined ? undefined : gt(reservations.id, last)))
      .orderBy(asc(reservations.id))
      .limit(ROWS_A_READ);
    if (some.length > 0) yield some;
    last = some.length < ROWS_A_READ ? undefined : some.at(-1)?.id;
  } while (last !== undefined);
}

/** As the deletion itself decides it. */
async function judge(some: readonly Reservation[]): Promise<Sums> {
  const paid = await listPaid(
    db(),
    some.map(({ id }) => id),
  );
  const splits = some.map(({ id }) => {
    const one = paidOf(paid, id);
    return splitRefund(one, leftOfAll(one));
  });
  const byCard = splits.flatMap(({ cards }) => cards);
  return {
    reservations: some.length,
    refunds: byCard.length,
    refundMinor: byCard.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    owedMinor: splits.reduce((sum, { tillMinor }) => sum + tillMinor, 0),
  };
}

function addTo(touched: Sums, more: Sums): void {
  touched.reservations += more.reservations;
  touched.refunds += more.refunds;
  touched.refundMinor += more.refundMinor;
  touched.owedMinor += more.owedMinor;
}

/** What whoever booked is told of: a booking, or their dates of a series. */
function toldOf({ id, status, seriesId, userId, customerId }: Reservation): string[] {
  const booker = userId ?? customerId;
  if (status !== 'confirmed' || booker === null) return [];
  return [`${seriesId ?? id} ${booker}`];
}
