/** What `bench/catalogue.ts` measures, in a process of its own on the database of its environment. */
import { setTimeout as rest } from 'node:timers/promises';
import { asc, eq, isNull } from 'drizzle-orm';
import { db } from '@/db';
import { clubs, priceRules } from '@/db/schema';
import { searchClubs, searchClubsSchema } from '@/lib/availability/search-clubs';
import { dropCatalogue, dropClub, findClubs, getClub } from '@/lib/catalogue/catalogue';
import { listClubs } from '@/lib/catalogue/list-clubs';
import { cityForZone, proposeCities } from '@/lib/catalogue/places';
import { systemContext } from '@/lib/core/context';
import { BIG_CITY } from '@/scripts/seed/big-cities';
import { BIG_SLUG } from '@/scripts/seed/big-clubs';
import { inDays } from '@/test/bookings';
import { medianMs } from './measure';

const ROUNDS = 100;
/** So many clubs are asked for at once while all are read. */
const AT_ONCE = 200;
const MB = 1024 * 1024;

/** In milliseconds, but for the memory, which is in megabytes. */
export type Figure =
  | 'first load of a club'
  | 'reload of a changed club'
  | 'change until it is sold'
  | 'search of a city'
  | 'search of a city after a change'
  | 'search around a point'
  | 'search everywhere'
  | 'first search everywhere'
  | 'page of the list of clubs'
  | 'first list of cities'
  | 'memory of all clubs';

const ctx = systemContext('bench');
const search = (where: object) =>
  searchClubs(ctx, searchClubsSchema.parse({ date: inDays(2), time: '18:30', duration: 90, ...where }));
const city = () => search({ city: BIG_CITY.city });

async function main(): Promise<void> {
  const club = await getClub(`${BIG_SLUG}1`);
  await city();
  const figures: Record<Figure, number> = {
    'first load of a club': await afterDropping(dropCatalogue, () => getClub(club.slug)),
    'reload of a changed club': await afterDropping(
      () => dropClub(club.id),
      () => getClub(club.id),
    ),
    'change until it is sold': await medianMs(ROUNDS / 4, changePrice),
    'search of a city': await medianMs(ROUNDS, city),
    'search of a city after a change': await afterDropping(() => dropClub(club.id), city),
    'search around a point': await medianMs(ROUNDS, () => search(pointOf(BIG_CITY))),
    'search everywhere': await medianMs(ROUNDS, () => search({})),
    'first search everywhere': await afterDropping(dropCatalogue, () => search({})),
    'page of the list of clubs': await medianMs(ROUNDS, () => listClubs({ page: 1, pageSize: 20 })),
    'first list of cities': await afterDropping(dropCatalogue, async () => {
      await Promise.all([proposeCities(), cityForZone(BIG_CITY.timeZone)]);
    }),
    'memory of all clubs': await memoryOfAll(),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

const pointOf = ({ latitude, longitude }: typeof BIG_CITY) => ({
  lat: String(latitude),
  lng: String(longitude),
  radiusKm: '25',
});

/** The median of reads that are each preceded by a drop, which is measured with them. */
const afterDropping = (drop: () => void, read: () => Promise<unknown>): Promise<number> =>
  medianMs(ROUNDS, () => {
    drop();
    return read();
  });

/** Sets another price and waits until this process sells by it, as it hears of it from the database. */
async function changePrice(round: number): Promise<void> {
  const { id } = await getClub(`${BIG_SLUG}1`);
  const pricePerHourMinor = 2000 + round;
  await db().update(priceRules).set({ pricePerHourMinor }).where(eq(priceRules.clubId, id));
  while ((await getClub(id)).priceRules[0]?.pricePerHourMinor !== pricePerHourMinor) await rest(0);
}

/** What the heap grows by when every club is asked for. */
async function memoryOfAll(): Promise<number> {
  const rows = await db()
    .select({ id: clubs.id })
    .from(clubs)
    .where(isNull(clubs.deletedAt))
    .orderBy(asc(clubs.id));
  const ids = rows.map(({ id }) => id);
  dropCatalogue();
  const before = heapUsed();
  for (let from = 0; from < ids.length; from += AT_ONCE) await findClubs(ids.slice(from, from + AT_ONCE));
  return (heapUsed() - before) / MB;
}

function heapUsed(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

await main();
// Open connections would keep the process alive.
process.exit();
