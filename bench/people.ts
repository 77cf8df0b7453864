import postgres from 'postgres';
import { closeDatabase } from '@/db';
import { type Context, systemContext } from '@/lib/core/context';
import { SEGMENTS } from '@/lib/desk/people/list-segment';
import { findCustomers } from '@/lib/desk/find-customers';
import { addCustomer } from '@/lib/desk/save-customer';
import { openForCommand } from '@/scripts/command-environment';
import { makeStaff, makeUser, personContext } from '@/test/factories';
import { judge, percentileMs, print } from './measure';
import { withOwnDatabase } from './own-database';
import { GAMES, insertGames, insertPeople, PEOPLE, SMALL_CLUB } from './people-of-a-club';
import { runBench } from './run-bench';

const ROUNDS = 200;
const MOST_P95_MS = 20;
const SEGMENT_ROUNDS = 50;
const MOST_SEGMENT_MS = 50;

type Words = { name: string; phone: string; email: string };

/** What reception types of a person whom it looks for. */
const QUERIES: Record<string, (person: Words) => string> = {
  nothing: () => '',
  'a first name': ({ name }) => name.split(' ')[0] ?? '',
  'three letters': ({ name }) => name.slice(0, 3),
  'name and surname': ({ name }) => name.split(' ').slice(0, 2).join(' '),
  'a surname and the start of the name': ({ name }) => `${name.split(' ')[2]} ${name.slice(0, 2)}`,
  'the number': ({ phone }) => phone.slice(3),
  'eight digits': ({ phone }) => phone.slice(-8),
  'four digits': ({ phone }) => phone.slice(-4),
  'a mail': ({ email }) => email,
  'the start of a mail': ({ email }) => email.slice(0, 9),
  nobody: ({ name }) => `${name.slice(0, 2)}qzx`,
  'a number of nobody': ({ phone }) => phone.slice(4).split('').reverse().join(''),
};

async function main(): Promise<void> {
  await withOwnDatabase('people', async (url) => {
    // biome-ignore lint/style/noProcessEnv: the verb runs in this process and reads the environment
    process.env.DATABASE_URL = url;
    const database = await openForCommand();
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    try {
      const { big, small } = await insertPeople(sql);
      await measure(sql, big, PEOPLE);
      await measure(sql, small, SMALL_CLUB);
      await insertGames(sql, big);
      await measureSegments(big);
      await measureSaves(sql, big);
    } finally {
      await Promise.all([sql.end(), closeDatabase()]);
      await database.close();
    }
  });
}

async function measure(sql: postgres.Sql, clubId: number, people: number): Promise<void> {
  const sample = await sql<Words[]>`
    select name, phone, email from customers where club_id = ${clubId} and name is not null order by id limit 50`;
  const ids = await sql<
    { id: string }[]
  >`select id from customers where club_id = ${clubId} order by id limit 50`;
  const ctx: Context = systemContext('bench');
  print(`people: a club of ${people}, warm, one client, pages of 20`);
  const bare = (round: number) => sql`select * from customers where id = ${ids[round % 50]?.id ?? ''}::uuid`;
  print(
    `  ${'baseline: one row by its id'.padEnd(36)} p95 ${(await percentileMs(95, ROUNDS, bare)).toFixed(2)} ms`,
  );
  let slowest = 0;
  for (const [what, typed] of Object.entries(QUERIES)) {
    const find = (round: number) => {
      const person = sample[round % sample.length] ?? { name: '', phone: '', email: '' };
      return findCustomers(ctx, clubId, { q: typed(person), page: 1, pageSize: 20 });
    };
    await percentileMs(50, 20, find);
    const [p50, p95] = [await percentileMs(50, ROUNDS, find), await percentileMs(95, ROUNDS, find)];
    print(`  ${what.padEnd(36)} p50 ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms`);
    slowest = Math.max(slowest, p95);
  }
  judge(`each within ${MOST_P95_MS} ms at p95`, slowest <= MOST_P95_MS, `${slowest.toFixed(1)} ms`);
}

/** The first page of each part of a club's people. */
async function measureSegments(clubId: number): Promise<void> {
  const ctx: Context = systemContext('bench');
  print(`segments: a club of ${PEOPLE} with ${GAMES} bookings, warm, one client, pages of 50`);
  let slowest = 0;
  for (const segment of SEGMENTS) {
    const find = () => findCustomers(ctx, clubId, { q: '', segment, page: 1, pageSize: 50 });
    await percentileMs(50, 3, find);
    const [p50, p95] = [
      await percentileMs(50, SEGMENT_ROUNDS, find),
      await percentileMs(95, SEGMENT_ROUNDS, find),
    ];
    const { count } = await find();
    print(`  ${`${segment}: ${count}`.padEnd(36)} p50 ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms`);
    slowest = Math.max(slowest, p95);
  }
  judge(
    `each segment within ${MOST_SEGMENT_MS} ms at p95`,
    slowest <= MOST_SEGMENT_MS,
    `${slowest.toFixed(1)} ms`,
  );
}

/** A new person with a number and a mail, with and without the triggers that keep who shares them. */
async function measureSaves(sql: postgres.Sql, clubId: number): Promise<void> {
  const owner = await makeUser();
  await makeStaff(owner.id, clubId);
  const ctx = personContext(owner, { staff: [{ clubId, role: 'owner' }] });
  let saved = 0;
  const save = () => {
    saved += 1;
    const phone = `+346${String(90_000_000 + saved)}`;
    return addCustomer(ctx, clubId, { name: 'Ana Nueva', email: `new.${saved}@bench.test`, phone });
  };
  await percentileMs(50, 50, save);
  const kept = await percentileMs(50, ROUNDS, save);
  await sql`alter table customers disable trigger customers_kept_insert`;
  await percentileMs(50, 50, save);
  const bare = await percentileMs(50, ROUNDS, save);
  await sql`alter table customers enable trigger customers_kept_insert`;
  print(
    `a new person: p50 ${kept.toFixed(2)} ms, without who shares their number or mail ${bare.toFixed(2)} ms`,
  );
}

await runBench(main);
