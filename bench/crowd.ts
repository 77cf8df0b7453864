import postgres from 'postgres';
import { addDays, localDateOf } from '@/lib/core/time';
import { MAX_OPEN_HOLDS } from '@/lib/reservations/hold-limits';
import type { Random } from '@/scripts/seed/random';
import { makeClub, makeCourt } from '@/test/factories';
import { giveKeys } from './give-keys';

export type Wish = { court_id: number; date: string; start_time: string; duration: number };

const KNOWN_WITHIN_MS = 30_000;
const COURTS_A_CLUB = 5;
const OPENS_MINUTE = 8 * 60;
const STARTS = 28;
const DURATIONS = [60, 90, 120];

/** So many courts that the app at `url` knows, in clubs of usual size that sell any half hour from 8 to 23. */
export async function openCourts(url: string, count: number): Promise<number[]> {
  const courtIds: number[] = [];
  while (courtIds.length < count) {
    const { id: clubId } = await makeClub({ gapRule: false, durationsMinutes: DURATIONS });
    for (let at = 0; at < COURTS_A_CLUB; at += 1) courtIds.push((await makeCourt({ clubId })).id);
  }
  await untilKnown(url, courtIds.at(-1) ?? 0);
  return courtIds.slice(0, count);
}

/** Waits until the app at `url` sells a court. The last one's notification comes after all the others. */
export async function untilKnown(url: string, courtId: number): Promise<void> {
  const deadline = Date.now() + KNOWN_WITHIN_MS;
  const path = `/api/v1/courts/${courtId}/availability?date=${dayOfGame()}&duration=60`;
  while (!(await fetch(url + path)).ok) {
    if (Date.now() > deadline) throw new Error(`the app does not learn of court ${courtId}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/**
 * The keys of each round's crowd. A crowd serves as many rounds as one person may have open holds, so that no rate
 * limit refuses anybody.
 */
export async function hireCrowds(databaseUrl: string, clients: number, rounds: number): Promise<string[][]> {
  const crowds = Math.ceil(rounds / MAX_OPEN_HOLDS);
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  const people = await sql<{ id: string }[]>`
    insert into users (id, name, email, email_verified)
    select id, 'Jugador', id || '@bench.test', now()
    from (select gen_random_uuid() as id from generate_series(1, ${crowds * clients}::int)) as fresh
    returning id`;
  const keys = await giveKeys(
    sql,
    people.map(({ id }) => id),
    'write',
  );
  await sql.end();
  return Array.from({ length: rounds }, (_, round) => {
    const first = Math.floor(round / MAX_OPEN_HOLDS) * clients;
    return keys.slice(first, first + clients);
  });
}

const dayOfGame = () => addDays(localDateOf(Date.now(), 'Europe/Madrid'), 2);

export const sameSlot = (courtId: number): Wish => ({
  court_id: courtId,
  date: dayOfGame(),
  start_time: '10:00',
  duration: 60,
});

/** Any start and length of the day that ends before the club closes. */
export function anySlot(courtId: number, random: Random): Wish {
  const start = random.below(STARTS + 1);
  const minute = OPENS_MINUTE + start * 30;
  const left = 23 * 60 - minute;
  const fitting = DURATIONS.filter((minutes) => minutes <= left);
  const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${minute % 60 === 0 ? '00' : '30'}`;
  return { court_id: courtId, date: dayOfGame(), start_time: time, duration: random.pick(fitting) ?? 60 };
}
