import { PgDialect } from 'drizzle-orm/pg-core';
import type postgres from 'postgres';
import { FILL_COURT_DAYS } from '@/lib/availability/court-days/count-court-days';
import { type Draw, insertBigBookings, makeBigCells, type Stretch } from './big-bookings';
import { BIG_CITY } from './big-cities';
import { BIG_SLUG, type ClubCount, insertBigClubs } from './big-clubs';
import { type Crowd, insertBigCustomers, insertBigKept, insertBigMembers } from './big-customers';
import { dropIndexes, type Part } from './without-indexes';

/** The final numbers, with those of the clubs of the city, which are the same in any size. Players are beside the seed's. */
type Size = ClubCount & { reservations: number; eachInCity: number; players: number; customers: Crowd };

/** An example of so many clubs, 32 of them in Madrid with 5,000 bookings each. */
export const bigSize = (clubs: number): Size => ({
  clubs,
  inCity: 32,
  reservations: 1_000_000,
  eachInCity: 5_000,
  players: 20_000,
  customers: { eachInCity: 1_000, allOthers: 160_000 },
});

const FIRST_DAY = -182;
const LAST_DAY = 183;
/** So that the bar moves. */
const STRETCHES = 20;
const LOADED_TABLES = ['reservations', 'payments', 'notices', 'audit', 'customers'];

/** Called after each part with the share that is done, from 0 to 1, and the next part. */
export type Progress = (share: number, next: string) => void;

/**
 * Grows a seeded database to that size, by default some 1,000 courts, 400,000 people of clubs and a million
 * reservations over a year, half of them past. It is one transaction that blocks other readers of bookings, and every
 * index and constraint is back at its end.
 * @param sql a client of its own, of the tables' owner
 */
export async function seedBig(
  sql: postgres.Sql,
  progress: Progress,
  size: Size = bigSize(200),
): Promise<'seeded' | 'left_alone'> {
  const [known] = await sql<{ clubs: number }[]>`select count(*)::int as clubs from clubs`;
  if ((known?.clubs ?? 0) >= size.clubs) return 'left_alone';
  await sql.begin((tx) => load(tx, progress, size));
  progress(1, 'statistics');
  // The indexes of busy times and of what is taken answer alone only where the visibility map allows it.
  await sql`vacuum reservations, court_days`;
  await sql`analyze`;
  return 'seeded';
}

async function load(tx: postgres.TransactionSql, progress: Progress, size: Size): Promise<void> {
  await tx`set local maintenance_work_mem = '512MB'`;
  await tx`set local work_mem = '256MB'`;
  await tx`select setseed(0.2026)`;
  await tx`alter table opening_hours disable trigger opening_hours_stales`;
  progress(0, 'clubs');
  await insertBigClubs(tx, size);
  await insertBigPlayers(tx, size.players);
  await makeBigCells(tx);

  // A million notifications would go out at the commit, and as many people be looked at one by one.
  await tx`alter table reservations disable trigger reservations_notify`;
  await tx`alter table reservations disable trigger reservations_last_game_insert`;
  await tx`alter table reservations disable trigger reservations_insert_stales`;
  await tx`alter table customers disable trigger customers_kept_insert`;
  await tx`alter table customers disable trigger customers_account_words`;
  const restore: Part[] = [];
  for (const table of LOADED_TABLES) restore.push(...(await dropIndexes(tx, table)));
  await insertBigCustomers(tx, size.customers);
  const booking = (await planBookings(tx, size)).map(({ stretch, draw }) => ({
    title: 'reservations',
    weight: 0.75,
    run: () => insertBigBookings(tx, stretch, draw, size.players),
  }));
  const members = { title: 'customers', weight: 1, run: () => insertBigMembers(tx) };
  const kept = { title: 'last_games, shared_contacts', weight: 2, run: () => insertBigKept(tx) };
  const days = { title: 'court_days', weight: 3, run: () => insertBigDays(tx) };
  await runAll([...booking, members, ...restore, kept, days], progress);
  await tx`alter table opening_hours enable trigger opening_hours_stales`;
  await tx`alter table customers enable trigger customers_account_words`;
  await tx`alter table customers enable trigger customers_kept_insert`;
  await tx`alter table reservations enable trigger reservations_insert_stales`;
  await tx`alter table reservations enable trigger reservations_last_game_insert`;
  await tx`alter table reservations enable trigger reservations_notify`;
}

/** Writes what the job would have counted, also of the example. */
async function insertBigDays(tx: postgres.TransactionSql): Promise<void> {
  await tx`delete from court_days`;
  await tx.unsafe(new PgDialect().sqlToQuery(FILL_COURT_DAYS).sql);
  await tx`delete from stale_days`;
}

async function runAll(parts: readonly Part[], progress: Progress): Promise<void> {
  const total = parts.reduce((sum, part) => sum + part.weight, 0);
  let done = 0;
  for (const part of parts) {
    progress(done / total, part.title);
    await part.run();
    done += part.weight;
  }
}

async function insertBigPlayers(tx: postgres.TransactionSql, count: number): Promise<void> {
  await tx`
    insert into users (id, name, email, email_verified)
    select gen_random_uuid(), 'Jugador ' || n, 'jugador.' || n || '@pista.test', now() from generate_series(1, ${count}::int) n`;
  await tx`
    create temp table big_players on commit drop as
    select id, name, email, row_number() over () - 1 as place from users where email like 'jugador.%'`;
  await tx`analyze big_players`;
}

/** The year in equal parts, with the bookings of the city and the missing ones of all others. */
async function planBookings(
  tx: postgres.TransactionSql,
  { reservations, eachInCity }: Size,
): Promise<{ stretch: Stretch; draw: Draw }[]> {
  const [known] = await tx<{ there: number; in_city: number }[]>`
    select (select count(*)::int from reservations) as there,
      (select count(*)::int from clubs where slug like ${`${BIG_SLUG}%`} and city = ${BIG_CITY.city}) as in_city`;
  const { there = 0, in_city = 0 } = known ?? {};
  const others = reservations - there - in_city * eachInCity;
  return Array.from({ length: STRETCHES }, (_, index) => {
    const share = (total: number) =>
      Math.floor(((index + 1) * total) / STRETCHES) - Math.floor((index * total) / STRETCHES);
    const dayOf = (at: number) => FIRST_DAY + Math.floor((at * (LAST_DAY - FIRST_DAY)) / STRETCHES);
    const stretch = { fromDay: dayOf(index), untilDay: dayOf(index + 1) };
    return [
      { stretch, draw: { of: 'each_in_city' as const, count: share(eachInCity) } },
      { stretch, draw: { of: 'all_others' as const, count: share(others) } },
    ];
  }).flat();
}
