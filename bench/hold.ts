import postgres from 'postgres';
import { Pool } from 'undici';
import { openBigDatabase } from './big-database';
import { startBuiltApp } from './built-app';
import { listFreeSlots, type Slot } from './free-slots';
import { deleteHolds } from './delete-holds';
import { giveKeys } from './give-keys';
import { benchSpread } from './hold-spread';
import { judge, print } from './measure';
import { runBench } from './run-bench';

const RACERS = 64;
const RACES = 12;
/** Within the writes that one key may make in a minute, and the holds that one person may have open. */
const RACES_A_CREW = 4;

/** Keys of players of the big example, each of another. */
async function hireRacers(sql: postgres.Sql, count: number): Promise<string[]> {
  const users = await sql<{ id: string }[]>`
    select id from users where email like 'jugador.%' order by random() limit ${count}`;
  return giveKeys(
    sql,
    users.map(({ id }) => id),
    'write',
  );
}

async function tidy(sql: postgres.Sql): Promise<void> {
  await sql`delete from api_tokens where name = 'bench'`;
  await deleteHolds(sql);
}

async function race(http: Pool, racers: readonly string[], slot: Slot): Promise<number[]> {
  const body = JSON.stringify({
    court_id: slot.court_id,
    date: slot.date,
    start_time: slot.time,
    duration: 60,
  });
  return Promise.all(
    racers.map(async (key) => {
      const headers = { authorization: `Token ${key}`, 'content-type': 'application/json' };
      const answer = await http.request({ method: 'POST', path: '/api/v1/reservations', headers, body });
      await answer.body.dump();
      return answer.statusCode;
    }),
  );
}

async function benchRaces(sql: postgres.Sql, databaseUrl: string): Promise<void> {
  const app = await startBuiltApp(databaseUrl);
  const http = new Pool(app.url, { connections: RACERS });
  const tally = new Map<number, number>();
  const times: number[] = [];
  let oneWinner = 0;
  try {
    const slots = await listFreeSlots(sql, RACES);
    const crews = Math.ceil(RACES / RACES_A_CREW);
    const racers = await hireRacers(sql, crews * RACERS);
    for (const [index, slot] of slots.entries()) {
      const crew = Math.floor(index / RACES_A_CREW);
      const startedAt = performance.now();
      const statuses = await race(http, racers.slice(crew * RACERS, (crew + 1) * RACERS), slot);
      times.push(performance.now() - startedAt);
      for (const status of statuses) tally.set(status, (tally.get(status) ?? 0) + 1);
      if (statuses.filter((status) => status === 201).length === 1) oneWinner += 1;
    }
  } finally {
    await http.close();
    await app.close();
  }
  const answers = [...tally].map(([status, count]) => `${count} × ${status}`).join(', ');
  const median = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
  print(`hold: ${RACERS} clients on one slot over HTTP, ${RACES} rounds`);
  print(
    `  answers   ${answers}; a round takes ${median.toFixed(0)} ms, the worst ${times.at(-1)?.toFixed(0)} ms`,
  );
  const clean = tally.get(201) === RACES && tally.get(409) === RACES * (RACERS - 1);
  judge('one 201 each round, 409 for the others', oneWinner === RACES && clean, answers);
}

async function main(): Promise<void> {
  const database = await openBigDatabase();
  const sql = postgres(database.url, { max: 1, onnotice: () => {} });
  try {
    await benchSpread(sql, database.url);
    await tidy(sql);
    await benchRaces(sql, database.url);
  } finally {
    await tidy(sql);
    await sql.end();
    await database.close();
  }
}

await runBench(main);
