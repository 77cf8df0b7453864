import type postgres from 'postgres';
import { BIG_CITY } from './big-cities';
import { BIG_SLUG } from './big-clubs';
import { FIRST, LAST } from './names';

/** How many people without an account each club of the city has, and all other clubs together. */
export type Crowd = { eachInCity: number; allOthers: number };

/**
 * Writes people without an account at each big club, who book by telephone or at the counter. `big_crowds` says how
 * many a club has, and `big_people` numbers them.
 */
export async function insertBigCustomers(
  tx: postgres.TransactionSql,
  { eachInCity, allOthers }: Crowd,
): Promise<void> {
  await tx`
    create temp table big_crowds on commit drop as
    select id as club_id, case when city = ${BIG_CITY.city} then ${eachInCity}::int
      else greatest(1, ${allOthers}::int / count(*) filter (where city <> ${BIG_CITY.city}) over ()::int) end as count
    from clubs where slug like ${`${BIG_SLUG}%`}`;
  await tx`
    insert into customers (id, club_id, name, phone, words)
    select gen_random_uuid(), club_id, name, phone, fold_text(name) || ' ' || phone
    from (
      select club_id,
        (${FIRST}::text[])[1 + floor(random() * ${FIRST.length})::int] || ' '
          || (${LAST}::text[])[1 + floor(random() * ${LAST.length})::int] || ' '
          || (${LAST}::text[])[1 + floor(random() * ${LAST.length})::int] as name,
        '+346' || lpad(floor(random() * 100000000)::int::text, 8, '0') as phone
      from big_crowds cross join lateral generate_series(1, count)
    ) invented`;
  await tx`
    create temp table big_people on commit drop as
    select id, club_id, row_number() over (partition by club_id) - 1 as place
    from customers where club_id in (select id from clubs where slug like ${`${BIG_SLUG}%`})`;
  await tx`analyze big_crowds`;
  await tx`analyze big_people`;
}

/** Writes whoever booked online as a person of the big club. */
export async function insertBigMembers(tx: postgres.TransactionSql): Promise<void> {
  await tx`
    insert into customers (id, club_id, user_id, words, created_at, updated_at)
    select gen_random_uuid(), club_id, u.id, fold_text(u.name) || ' ' || u.email || ' ', since, since
    from (
      select club_id, user_id, min(confirmed_at) as since from reservations
      where user_id is not null and club_id in (select id from clubs where slug like ${`${BIG_SLUG}%`})
      group by club_id, user_id
    ) booked join users u on u.id = booked.user_id`;
}

/** Writes what triggers would have kept of people and their bookings. */
export async function insertBigKept(tx: postgres.TransactionSql): Promise<void> {
  await tx`analyze users, customers, reservations`;
  await tx`
    insert into last_games (customer_id, club_id, starts_at)
    select customer_id, club_id, starts_at from count_last_games() on conflict do nothing`;
  await tx`
    insert into shared_contacts (club_id, contact, customer_id)
    select club_id, contact, customer_id from count_shared_contacts() on conflict do nothing`;
}
