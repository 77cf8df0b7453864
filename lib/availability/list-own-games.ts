import type postgres from 'postgres';
import { sql } from '@/db';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { groupBy } from '@/lib/core/group-by';
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

/**
 * The actor's bookings at those of the clubs that limit their category, by club id. Nothing is asked where no club
 * does.
 */
export async function listOwnGames(
  { actor }: Context,
  clubs: readonly Club[],
  categories: ReadonlyMap<number, string>,
): Promise<ReadonlyMap<number, readonly OwnGame[]>> {
  const isLimited = ({ id, categories: groups }: Club) =>
    groups.some((group) => group.code === categories.get(id) && hasQuota(group));
  if (actor.kind !== 'person' || !clubs.some(isLimited)) return new Map();
  const on = sql();
  const rows = await on<Row[]>`${ownGames(on, actor.userId)}`;
  const byClub = groupBy(rows, (row) => row.club_id);
  return new Map([...byClub].map(([clubId, games]) => [clubId, games.map(gameOf)]));
}

/** A row of `ownGames`. */
export const gameOf = ({ court_id, starts_ms, ends_ms }: Omit<Row, 'club_id'>): OwnGame => ({
  courtId: court_id,
  startsAt: starts_ms,
  endsAt: ends_ms,
});
