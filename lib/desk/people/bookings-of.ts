import { sql } from 'drizzle-orm';

/**
 * The bookings of a person at a club, in SQL: those under their account, and those that name them without one. The
 * person is the row `person` of `customers`.
 */
export const BOOKINGS_OF = sql`(
  select * from reservations where customer_id = person.id
  union all
  select * from reservations where user_id = person.user_id and club_id = person.club_id)`;
