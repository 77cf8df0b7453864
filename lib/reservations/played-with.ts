import type postgres from 'postgres';

/** The games of a person, as a booker or under their user id on the list of who plays. */
const gamesOf = (tx: postgres.TransactionSql, userId: postgres.Fragment) => tx`
  select id from reservations where user_id = ${userId}
  union select reservation_id from participants where user_id = ${userId}`;

/**
 * Of these people, in the query's alias `users`, those whose names this person knows: their own, and whoever was in a
 * game with them that has begun.
 */
export const playedWith = (tx: postgres.TransactionSql, personId: string) => tx`
  (users.id = ${personId} or exists (
    select from reservations as game
    where game.status in ('confirmed', 'completed') and game.starts_at <= now()
      and game.id in (${gamesOf(tx, tx`${personId}::uuid`)})
      and game.id in (${gamesOf(tx, tx`users.id`)})))`;
