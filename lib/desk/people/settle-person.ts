import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { changeOrPreview } from '@/db/change-or-preview';
import { enterPayment, listEntered, type Way, waySchema } from '@/lib/billing/enter-money';
import { findEntry, type ShownEntry } from '@/lib/billing/read-entries';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { isAsShown, shownSum } from '@/lib/core/input/shown-sum';
import { moneyJson } from '@/lib/core/money';
import { type Customer, findCustomer } from '@/lib/desk/read-customers';
import { abandonPayments } from '@/lib/ledger/abandon-payments';
import { IS_OPEN_DUE } from '@/lib/ledger/money-words';
import { listOpenDues, settleDues } from '@/lib/ledger/settle-dues';
import { lockReservations } from '@/lib/reservations/lock-reservation';
import { BOOKINGS_OF } from './bookings-of';

export const settlePersonSchema = waySchema.extend({
  expected: shownSum
    .optional()
    .describe('All that they owe as it was shown. When it has become another, nothing is taken.'),
});

type SettlePerson = z.output<typeof settlePersonSchema>;

/** One entry for each booking. */
export type PersonSettled = { club: Club; entries: readonly ShownEntry[]; paidMinor: number };

/**
 * Takes at the desk, in one way, all that a person owes for their bookings. What the club owes them stays. Open intents
 * over what was owed are cancelled. A repeat of the request finds what the first one took.
 * @throws AppError conflict with `owed` when that is nothing or not what was expected, and for cash without an open
 *   till; not_found, forbidden, unauthenticated
 */
export async function settlePerson(
  ctx: Context,
  customerId: string,
  { expected, ...way }: SettlePerson,
): Promise<PersonSettled> {
  return changeOrPreview(ctx, async (tx, after) => {
    const person = await findCustomer(tx, ctx, customerId, 'takeMoney');
    const club = await getClub(String(person.clubId));
    const locked = await lockReservations(tx, await listOwing(tx, person));
    const before = await listEntered(tx, ctx);
    if (before.length > 0) return settled(tx, club, before);
    const owing = await Promise.all(
      [...locked.values()].map(async (reservation) => ({
        reservation,
        minor: (await listOpenDues(tx, reservation.id)).reduce(
          (sum, due) => sum + Math.max(due.amountMinor, 0),
          0,
        ),
      })),
    );
    assertOwed(
      club,
      owing.reduce((sum, { minor }) => sum + minor, 0),
      expected,
    );
    const ids = [];
    for (const { reservation, minor } of owing)
      if (minor > 0) ids.push(await takeAll(tx, ctx, reservation, minor, way));
    await abandonPayments(tx, after, { reservationIds: [...locked.keys()] });
    return settled(tx, club, ids);
  });
}

/** The bookings of a person for which something is owed to the club. */
async function listOwing(tx: Tx, { id }: Customer): Promise<string[]> {
  const rows = await tx.execute(sql`
    select distinct r.id from customers person cross join lateral ${BOOKINGS_OF} r
    join dues u on u.reservation_id = r.id and ${IS_OPEN_DUE} and u.amount_minor > 0
    where person.id = ${id}::uuid order by r.id`);
  return z
    .array(z.object({ id: z.uuid() }))
    .parse([...rows])
    .map((row) => row.id);
}

type Locked = Parameters<typeof enterPayment>[2];

async function takeAll(
  tx: Tx,
  ctx: Context,
  reservation: Locked,
  amountMinor: number,
  way: Way,
): Promise<string> {
  const { id } = await enterPayment(tx, ctx, reservation, { ...way, amountMinor });
  await settleDues(tx, ctx, reservation.id, { paidMinor: amountMinor, by: { entry_id: id } });
  return id;
}

function assertOwed({ currency }: Club, owedMinor: number, expected: SettlePerson['expected']): void {
  if (owedMinor > 0 && isAsShown(expected, owedMinor, currency)) return;
  throw new AppError('conflict', 'That is not what this person owes by now.', {
    details: { owed: moneyJson(owedMinor, currency) },
  });
}

async function settled(tx: Tx, club: Club, ids: readonly string[]): Promise<PersonSettled> {
  const entries = [];
  for (const id of ids) entries.push(await findEntry(tx, id));
  return { club, entries, paidMinor: entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0) };
}
