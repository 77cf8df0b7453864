import { eq } from 'drizzle-orm';
import type postgres from 'postgres';
import { expect, test } from 'vitest';
import { db, sql } from '@/db';
import { cities } from '@/db/schema';
import { makeClub, makeCourt } from '@/test/factories';
import { untilWaiting } from '@/test/waiting';

const nameOf = () => `ciudad ${crypto.randomUUID()}`;
const kept = async (key: string) => (await db().select().from(cities).where(eq(cities.key, key)))[0];

const insertClub = (tx: postgres.TransactionSql, city: string) => tx`
  insert into clubs (slug, name, city, country, address, latitude, longitude, time_zone, currency, about,
    durations_minutes, published_at)
  values (${crypto.randomUUID()}, 'Club', ${city}, 'ES', '', 1, 2, 'Europe/Madrid', 'EUR', '{}', '{60}', now())`;

/** Two transactions each add a club, and the second counts the city before the first has committed. */
async function addAtOnce(city: string): Promise<number | undefined> {
  let second: Promise<unknown> = Promise.resolve();
  await sql().begin(async (tx) => {
    await insertClub(tx, city);
    await tx`set constraints all immediate`;
    second = sql().begin(async (other) => {
      await insertClub(other, city);
      await other`set constraints all immediate`;
    });
    second.catch(() => {});
    await untilWaiting(1);
  });
  await second;
  return (await kept(city))?.listed;
}

test('the first of a city’s clubs with courts, by name, says how it is written and where it is', async () => {
  const key = nameOf();
  const place = { latitude: 7, longitude: 8, timeZone: 'Atlantic/Canary' };
  await makeClub({ city: key, name: 'A' });
  const second = await makeClub({ city: key.toUpperCase(), name: 'B', ...place });
  await makeCourt({ clubId: second.id });
  expect(await kept(key)).toEqual({ key, city: key.toUpperCase(), ...place, listed: 2, clubs: 1 });
});

test('two clubs that come at once are both counted', async () => {
  expect(await addAtOnce(nameOf())).toBe(2);
});

test('control: without the lock of their city the second one fails', async () => {
  const source = await sql()<{ text: string }[]>`select pg_get_functiondef('keep_city'::regproc) as text`;
  const locking = source[0]?.text ?? '';
  await sql().unsafe(locking.replace(/PERFORM pg_advisory_xact_lock[^;]*;/, ''));
  try {
    await expect(addAtOnce(nameOf())).rejects.toThrow('cities_pkey');
  } finally {
    await sql().unsafe(locking);
  }
});
