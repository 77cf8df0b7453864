import type postgres from 'postgres';
import { insertBigBookings, makeBigCells, type Stretch } from './big-bookings';
import { insertBigClubs } from './big-clubs';
import { insertBigCustomers, insertBigKept, insertBigMembers } from './big-customers';
import { dropIndexes, type Part } from './without-indexes';

/**
 * The final numbers of each, of the players beside those of the seed, and of the people without an account at each big
 * club.
 */
type Size = { clubs: number; courts: number; reservations: number; players: number; customers: number };

const BIG: Size = { clubs: 200, courts: 1_000, reservations: 1_000_000, players: 20_000, customers: 1_000 };
const FIRST_DAY = -182;
const LAST_DAY = 183;
/** So that the bar moves. */
const STRETCHES = 20;
const LOADED_TABLES = ['reservations', 'payments', 'notices', 'audit', 'customers'];

/** Called after each part with the share that is done, from 0 to 1, and the next part. */
export type Progress = (share: number, next: string) => void;

/**
 * Grows a seeded database to 200 clubs, 1,000 courts, some 400,000 people of clubs and a million reservations over a
 * year, half of them past, in one transaction that blocks other readers of bookings. Every index and constraint is back at the end.
 * @param sql a client of its own, of the tables' owner
 */
export async function seedBig(
  sql: postgres.Sql,
  progress: Progress,
  size: Size = BIG,
): Promise<'seeded' | 'left_alone'> {
  const [known] = await sql<{ clubs: number }[]>`select count(*)::int as clubs from clubs`;
  if ((known?.clubs ?? 0) >= size.clubs) return 'left_alone';
  await sql.begin((tx) => load(tx, progress, size));
  progress(1, 'statistics');
  // The index of busy times answers alone only where the visibility map allows it.
  await sql`vacuum reservations`;
  await sql`analyze`;
  return 'seeded';
}

async function load(tx: postgres.TransactionSql, progress: Progress, size: Size): Promise<void> {
  await tx`set local maintenance_work_mem = '512MB'`;
  await tx`set local work_mem = '256MB'`;
  await tx`select setseed(0.2026)`;
  progress(0, 'clubs');
  await insertBigClubs(tx, size);
  await insertBigPlayers(tx, size.players);
  await makeBigCells(tx);

  // A million notifications would go out at the commit, and as many people be looked at one by one.
  await tx`alter table reservations disable trigger reservations_notify`;
  await tx`alter table reservations disable trigger reservations_last_game_insert`;
  await tx`alter table customers disable trigger customers_kept_insert`;
  await tx`alter table customers disable trigger customers_account_words`;
  const restore: Part[] = [];
  for (const table of LOADED_TABLES) restore.push(...(await dropIndexes(tx, table)));
  await insertBigCustomers(tx, size.customers);
  const booking = (await planStretches(tx, size)).map((stretch) => ({
    title: 'reservations',
    weight: 1.5,
    run: () => insertBigBookings(tx, stretch),
  }));
  const members = { title: 'customers', weight: 1, run: () => insertBigMembers(tx) };
  const kept = { title: 'last_games, shared_contacts', weight: 2, run: () => insertBigKept(tx) };
  await runAll([...booking, members, ...restore, kept], progress);
  await tx`alter table customers enable trigger customers_account_words`;
  await tx`alter table customers enable trigger customers_kept_insert`;
  await tx`alter table reservations enable trigger reservations_last_game_insert`;
  await tx`alter table reservations enable trigger reservations_notify`;
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

/** The year in equal parts, with the missing bookings. */
async function planStretches(tx: postgres.TransactionSql, size: Size): Promise<Stretch[]> {
  const [there] = await tx<{ count: number }[]>`select count(*)::int as count from reservations`;
  const missing = size.reservations - (there?.count ?? 0);
  const share = (index: number, total: number) => Math.floor((index * total) / STRETCHES);
  return Array.from({ length: STRETCHES }, (_, index) => ({
    fromDay: FIRST_DAY + share(index, LAST_DAY - FIRST_DAY),
    untilDay: FIRST_DAY + share(index + 1, LAST_DAY - FIRST_DAY),
    count: share(index + 1, missing) - share(index, missing),
    players: size.players,
    customers: size.customers,
  }));
}
