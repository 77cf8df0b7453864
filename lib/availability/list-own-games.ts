import type postgres from 'postgres';
import { sql } from '@/db';
import type { Club } from '@/lib/catalogue/catalogue';
import { groupBy } from '@/lib/core/group-by';
import { type Buyer, categoryAt } from './buyer';
import { hasQuota, type OwnGame } from './quota';

/** The bookings and running holds of a person that count for the limits of categories: from a week ago on. */
export const ownGames = (on: postgres.Sql | postgres.TransactionSql, userId: string) => on`
  select club_id, court_id, date_part('epoch', starts_at) * 1000 as starts_ms,
         date_part('epoch', ends_at) * 1000 as ends_ms
  from reservations
  where user_id = ${userId} and starts_at > now() - interval '7 days' and kind = 'booking'
    and status in ('payment_pending', 'pending', 'confirmed', 'completed')
    and (status in ('confirmed', 'completed') or hold_expires_at > now())`;

type Row = { club_id: number; court_id: number; starts_ms: number; ends_ms: number };

/** A buyer's bookings by club id. Nothing is asked unless one of the clubs limits their category. */
export async function listOwnGames(
  buyer: Buyer,
  clubs: readonly Club[],
): Promise<ReadonlyMap<number, readonly OwnGame[]>> {
  const { userId } = buyer;
  if (userId === null || !isLimited(buyer, clubs)) return new Map();
  const on = sql();
  const rows = await on<Row[]>`${ownGames(on, userId)}`;
  const byClub = groupBy(rows, (row) => row.club_id);
  return new Map([...byClub].map(([clubId, games]) => [clubId, games.map(gameOf)]));
}

/** Whether one of the clubs limits how much a buyer's category books there. */
export const isLimited = (buyer: Pick<Buyer, 'categories'>, clubs: readonly Club[]): boolean =>
  clubs.some(({ id, categories }) =>
    categories.some((group) => group.code === categoryAt(buyer, id) && hasQuota(group)),
  );

/** A row of `ownGames`. */
export const gameOf = ({ court_id, starts_ms, ends_ms }: Omit<Row, 'club_id'>): OwnGame => ({
  courtId: court_id,
  startsAt: starts_ms,
  endsAt: ends_ms,
});
