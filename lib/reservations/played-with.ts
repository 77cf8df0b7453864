import type postgres from 'postgres';

type On = postgres.Sql | postgres.TransactionSql;

/** The games of a person, as a booker or on the list of players by their user id. */
const gamesOf = (tx: On, userId: postgres.Fragment) => tx`
  select id from reservations where user_id = ${userId}
  union select reservation_id from participants where user_id = ${userId}`;

/**
 * The people of the query's alias `users` whose names this person knows: their own, and those of earlier games
 * together.
 */
export const playedWith = (tx: On, personId: string) => tx`
  (users.id = ${personId} or exists (
    select from reservations as game
    where game.status in ('confirmed', 'completed') and game.starts_at <= now()
      and game.id in (${gamesOf(tx, tx`${personId}::uuid`)})
      and game.id in (${gamesOf(tx, tx`users.id`)})))`;
