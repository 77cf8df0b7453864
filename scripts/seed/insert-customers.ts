import { sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { customers } from '@/db/schema';
import { customerWords } from '@/lib/core/input/customer-words';
import type { SeededClub } from './insert-clubs';
import { inventName } from './names';
import { type Random, seededRandom } from './random';

/** People without an account at each club, and at the first, which has the logins. */
const WITHOUT_ACCOUNT = 12;
const AT_THE_FIRST = 120;
const NOTES = [
  'Prefiere la pista del fondo.',
  'Llama siempre por la tarde.',
  'Juega con su hija los sábados.',
];

type Customer = typeof customers.$inferInsert;

/** Writes the people of each club: who booked online, who came to the counter, and who only telephones. */
export async function insertCustomers(
  tx: Tx,
  seeded: readonly SeededClub[],
  owners: ReadonlyMap<number, string>,
  since: Date,
): Promise<void> {
  await insertPlayers(tx);
  await insertGuests(tx);
  const random = seededRandom(11);
  const rows = seeded.flatMap(({ club }, index) =>
    Array.from({ length: index === 0 ? AT_THE_FIRST : WITHOUT_ACCOUNT }, (_, place) =>
      telephoner(random, club.id, place, since),
    ),
  );
  await tx.insert(customers).values(rows);
  await blockOne(tx, seeded[0]?.club.id ?? 0, owners, since);
}

async function insertPlayers(tx: Tx): Promise<void> {
  await tx.execute(sql`
    insert into customers (id, club_id, user_id, created_at, updated_at)
    select gen_random_uuid(), club_id, user_id, min(confirmed_at), min(confirmed_at) from reservations
    where user_id is not null and confirmed_at is not null group by club_id, user_id
    on conflict do nothing`);
}

/** The guests of walk-ins, each with their bookings. */
async function insertGuests(tx: Tx): Promise<void> {
  const guests = await tx.execute<{ clubId: number; name: string; email: string }>(sql`
    select distinct on (club_id, lower(guest ->> 'email'))
      club_id as "clubId", guest ->> 'name' as name, lower(guest ->> 'email') as email
    from reservations where guest is not null and user_id is null`);
  const rows = guests.map((guest) => ({ ...guest, words: customerWords({ ...guest, phone: null }) }));
  if (rows.length > 0) await tx.insert(customers).values(rows);
  await tx.execute(sql`
    update reservations r set customer_id = c.id from customers c
    where r.guest is not null and r.user_id is null and c.user_id is null
      and c.club_id = r.club_id and c.email = lower(r.guest ->> 'email')`);
}

function telephoner(random: Random, clubId: number, place: number, since: Date): Customer {
  const name = inventName(random);
  const phone = `+346${String(10_000_000 + random.below(89_999_999))}`;
  return {
    clubId,
    name,
    phone,
    words: customerWords({ name, email: null, phone }),
    note: place % 8 === 0 ? (random.pick(NOTES) ?? null) : null,
    createdAt: since,
    updatedAt: since,
  };
}

async function blockOne(
  tx: Tx,
  clubId: number,
  owners: ReadonlyMap<number, string>,
  since: Date,
): Promise<void> {
  const name = 'Ramón Blasco Rey';
  const phone = '+34611000999';
  await tx.insert(customers).values({
    clubId,
    name,
    phone,
    words: customerWords({ name, email: null, phone }),
    blockedAt: since,
    blockedBy: owners.get(clubId) ?? null,
    blockReason: 'Tres veces no vino ni avisó.',
    createdAt: since,
    updatedAt: since,
  });
}
