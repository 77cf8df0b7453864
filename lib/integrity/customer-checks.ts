import { type SQL, sql } from 'drizzle-orm';
import { type ConsistencyCheck, mend } from '@/lib/records/check-definition';
import { endMergeChain, nameAtOwnClub, nameSurvivor, nameTheAccount } from './repair-customer-rows';
import { keepContactsAnew, keepLastGameAnew } from './repair-kept-rows';

/** The bookings, and those of the players, whose customer is so. `r` is the booking and `c` the customer. */
const namedIn = (wrong: SQL) => sql`
  select r.id as object_id from reservations r join customers c on c.id = r.customer_id where ${wrong}
  union
  select r.id from participants p join reservations r on r.id = p.reservation_id
    join customers c on c.id = p.customer_id where ${wrong}`;

/** What must hold of a club's people and of who is named in bookings. */
export const CUSTOMER_CHECKS: readonly ConsistencyCheck[] = [
  {
    id: 'I33',
    type: 'customer_of_other_club',
    means: 'checks.customer_of_other_club.means',
    rows: namedIn(sql`c.club_id <> r.club_id`),
    offer: mend('checks.customer_of_other_club.mend', nameAtOwnClub),
  },
  {
    id: 'I33',
    type: 'customer_merged_away',
    means: 'checks.customer_merged_away.means',
    rows: namedIn(sql`c.merged_into is not null`),
    offer: mend('checks.customer_merged_away.mend', nameSurvivor),
  },
  {
    id: 'I33',
    type: 'customer_with_account',
    means: 'checks.customer_with_account.means',
    rows: namedIn(sql`c.user_id is not null`),
    offer: mend('checks.customer_with_account.mend', nameTheAccount),
  },
  {
    id: 'I33',
    type: 'merge_leads_astray',
    means: 'checks.merge_leads_astray.means',
    rows: sql`select c.id as object_id from customers c join customers survivor on survivor.id = c.merged_into
      where survivor.merged_into is not null or survivor.club_id <> c.club_id`,
    offer: mend('checks.merge_leads_astray.mend', endMergeChain),
  },
  {
    id: 'I36',
    type: 'last_game_differs',
    means: 'checks.last_game_differs.means',
    rows: sql`select customer_id as object_id
      from last_games kept full join count_last_games() counted using (customer_id)
      where (kept.club_id, kept.starts_at) is distinct from (counted.club_id, counted.starts_at)`,
    offer: mend('checks.last_game_differs.mend', keepLastGameAnew),
  },
  {
    id: 'I36',
    type: 'shared_contact_differs',
    means: 'checks.shared_contact_differs.means',
    rows: sql`select customer_id as object_id
      from shared_contacts kept full join count_shared_contacts() counted using (club_id, contact, customer_id)
      where kept.customer_id is null or counted.customer_id is null`,
    offer: mend('checks.shared_contact_differs.mend', keepContactsAnew),
  },
];
