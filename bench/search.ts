import { isDeepStrictEqual } from 'node:util';
import postgres from 'postgres';
import { Pool } from 'undici';
import { z } from 'zod';
import { parseDecimal } from '@/lib/core/money';
import { addDays, localDateOf } from '@/lib/core/time';
import { openBigDatabase } from './big-database';
import { startBuiltApp } from './built-app';
import { judge, medianMs, print, ratePerSecond } from './measure';
import { runBench } from './run-bench';
import { type Answer, type Question, searchBySql } from './search-statement';

const CLIENTS = 32;
const ROUNDS = 1_000;
const DURATION_MS = 10_000;
const MOST_TIMES_SLOWER = 3;
const LEAST_SHARE = 0.4;

/** A typical request: a city, a day within the next fortnight, a popular hour. */
function listQuestions(): Question[] {
  const today = localDateOf(Date.now(), 'Europe/Madrid');
  return ['Madrid', 'Barcelona', 'Valencia'].flatMap((city) =>
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].flatMap((days) =>
      ['10:00', '12:30', '18:30', '20:00'].flatMap((time) =>
        [60, 90].map((duration) => ({ city, date: addDays(today, days), time, duration })),
      ),
    ),
  );
}

const answerSchema = z.object({
  count: z.number(),
  results: z.array(
    z.object({ id: z.number(), price: z.object({ amount: z.string(), currency: z.string() }) }),
  ),
});

function readAnswer(body: unknown): Answer {
  const { count, results } = answerSchema.parse(body);
  const priced = results.map(({ id, price }) => ({
    id,
    priceMinor: parseDecimal(price.amount, price.currency) ?? Number.NaN,
  }));
  return { count, results: priced };
}

/** Every request comes from another address, because addresses are rate-limited. */
async function searchByHttp(http: Pool, question: Question, call: number): Promise<unknown> {
  const address = `10.${(call >> 16) & 255}.${(call >> 8) & 255}.${call & 255}`;
  const { statusCode, body } = await http.request({
    method: 'GET',
    path: '/api/v1/courts/search',
    query: { ...question, page_size: 20 },
    headers: { 'x-forwarded-for': address },
  });
  const answer = await body.json();
  if (statusCode !== 200) throw new Error(`search answered ${statusCode}: ${JSON.stringify(answer)}`);
  return answer;
}

async function main(): Promise<void> {
  const database = await openBigDatabase();
  const app = await startBuiltApp(database.url);
  const http = new Pool(app.url, { connections: CLIENTS });
  const one = postgres(database.url, { max: 1, onnotice: () => {} });
  const many = postgres(database.url, { max: CLIENTS, onnotice: () => {} });
  try {
    await compare(http, one, many);
  } finally {
    await Promise.all([http.close(), one.end(), many.end()]);
    await app.close();
    await database.close();
  }
}

async function compare(http: Pool, one: postgres.Sql, many: postgres.Sql): Promise<void> {
  const questions = listQuestions();
  const ask = (call: number) => {
    const question = questions[call % questions.length];
    if (!question) throw new Error('there are no questions');
    return question;
  };
  const byHttp = (call: number) => searchByHttp(http, ask(call), call);
  const byOne = (call: number) => searchBySql(one, ask(call));
  const byMany = (call: number) => searchBySql(many, ask(call));

  let different = 0;
  let found = 0;
  for (const [call] of questions.entries()) {
    const [ours, theirs] = [readAnswer(await byHttp(call)), await byOne(call)];
    if (!isDeepStrictEqual(ours, theirs)) different += 1;
    found += theirs.count;
  }
  await ratePerSecond(CLIENTS, 2_000, byHttp);
  await ratePerSecond(CLIENTS, 1_000, byMany);

  const httpMs = await medianMs(ROUNDS, byHttp);
  const sqlMs = await medianMs(ROUNDS, byOne);
  const httpRate = await ratePerSecond(CLIENTS, DURATION_MS, byHttp);
  const sqlRate = await ratePerSecond(CLIENTS, DURATION_MS, byOne);
  const widerRate = await ratePerSecond(CLIENTS, DURATION_MS, byMany);

  print('search: 1,000 courts × 1,000,000 reservations, city + day + time + duration');
  print(
    `  answers   ${found} courts in ${questions.length} searches, ${different === 0 ? 'the same in both' : `${different} DIFFERENT`}`,
  );
  judge(
    'both find the same courts at the same prices',
    different === 0 && found > 0,
    `${different} of ${questions.length} searches differ`,
  );
  print(
    `  alone     HTTP p50 ${httpMs.toFixed(2)} ms, one SQL statement p50 ${sqlMs.toFixed(2)} ms: ${(httpMs / sqlMs).toFixed(2)} ×`,
  );
  judge(
    `alone at most ${MOST_TIMES_SLOWER} × the statement`,
    httpMs <= MOST_TIMES_SLOWER * sqlMs,
    `${(httpMs / sqlMs).toFixed(2)} ×`,
  );
  print(
    `  ${CLIENTS} clients HTTP ${httpRate.toFixed(0)}/s, the statement ${sqlRate.toFixed(0)}/s: ${(httpRate / sqlRate).toFixed(2)} ×`,
  );
  judge(
    `${CLIENTS} clients at least ${LEAST_SHARE} × the statement`,
    httpRate >= LEAST_SHARE * sqlRate,
    `${(httpRate / sqlRate).toFixed(2)} ×`,
  );
  print(
    `  beside    the statement on ${CLIENTS} connections, all cores to itself: ${widerRate.toFixed(0)}/s`,
  );
}

await runBench(main);
