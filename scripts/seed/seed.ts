import { drizzle } from 'drizzle-orm/postgres-js';
import type postgres from 'postgres';
import type { Tx } from '@/db';
import * as schema from '@/db/schema';
import { FILL_COURT_DAYS } from '@/lib/availability/court-days/count-court-days';
import { refreshSearchIndex } from '@/lib/availability/refresh-search-index';
import { systemContext } from '@/lib/core/context';
import { groupBy } from '@/lib/core/group-by';
import { localDateOf } from '@/lib/core/time';
import { signTransaction } from '@/lib/records/audit';
import { clubsAbroad } from './clubs-abroad';
import { madridClubs } from './clubs-madrid';
import { spanishClubs } from './clubs-spain';
import { insertBookings } from './insert-bookings';
import { insertClubs, type SeededClub } from './insert-clubs';
import { insertCustomers } from './insert-customers';
import { insertDesk } from './insert-desk';
import { insertHold } from './insert-hold';
import { insertPeople, type People } from './insert-people';
import { insertSeries } from './insert-series';
import { planBlocks } from './plan-blocks';
import { planBookings } from './plan-bookings';
import { planDesk } from './plan-desk';
import { planSeries } from './plan-series';
import { seededRandom } from './random';

/** Two processes that start together must not seed at once. */
const SEED_LOCK = 4_717_805;
const NOT_OURS =
  'This database has clubs of its own: the example data, whose passwords everybody knows, is not put beside them.';
/** Clubs and people are older than all bookings. */
const LONG_AGO_MS = 90 * 24 * 60 * 60 * 1000;

/**
 * Fills a migrated database with the example data: clubs, people, and four weeks of bookings around `now`, the same
 * on every machine that day. A database with the example's people is left as it is, and one with other clubs is
 * refused.
 * @param sql a client of its own: from now on its dates are those of Drizzle
 * @returns what was done
 */
export async function seed(sql: postgres.Sql, now: Date = new Date()): Promise<'seeded' | 'left_alone'> {
  const done = await drizzle(sql, { schema, casing: 'snake_case' }).transaction(async (tx) => {
    await tx.execute(`select pg_advisory_xact_lock(${SEED_LOCK})`);
    // Planning a month takes a busy machine longer than the app lets a transaction rest.
    await tx.execute('set local idle_in_transaction_session_timeout = 0');
    const known = await tx.query.users.findFirst({
      where: (users, { eq }) => eq(users.email, 'player@pista.test'),
    });
    if (known) return 'left_alone' as const;
    if (await tx.query.clubs.findFirst()) throw new Error(NOT_OURS);
    await signTransaction(tx, systemContext('seed'));
    await fill(tx, now);
    await refreshSearchIndex(null, tx);
    await tx.execute(FILL_COURT_DAYS);
    await tx.delete(schema.staleDays);
    return 'seeded' as const;
  });
  // Autovacuum comes minutes later. A check of data joins badly until then, and takes longer than it may.
  if (done === 'seeded') await sql`analyze`;
  return done;
}

async function fill(tx: Tx, now: Date): Promise<void> {
  const random = seededRandom(2026);
  const plans = [...madridClubs(now.getUTCFullYear()), ...spanishClubs, ...clubsAbroad];
  const longAgo = new Date(now.getTime() - LONG_AGO_MS);
  const seeded = await insertClubs(tx, plans, longAgo);
  const people = await insertPeople(tx, random, seeded, longAgo);
  const blocks = seeded.flatMap((one) => planBlocks(one, localDateOf(now.getTime(), one.club.timeZone)));
  const bookings = seeded.flatMap((one) =>
    planBookings(random, one, blocks, people, wantedAt(one, seeded[0], people), now.getTime()),
  );
  await insertBookings(tx, random, seeded, blocks, bookings, people.owners, now);
  await insertCustomers(tx, seeded, people.owners, longAgo);
  const [first] = seeded;
  if (!first) return;
  const busy = groupBy(
    [...blocks, ...bookings.filter(({ cancelledAt }) => cancelledAt === null)],
    (one) => one.courtId,
  );
  const games = planDesk(seededRandom(12), first.club, busy, now.getTime());
  await insertDesk(tx, first.club, games, people, now);
  const gamesOf = groupBy(games, ({ court }) => court.id);
  const taken = new Map(
    first.club.courts.map(({ id }) => [id, [...(busy.get(id) ?? []), ...(gamesOf.get(id) ?? [])]]),
  );
  const series = planSeries(first.club, taken, now.getTime());
  await insertSeries(tx, first.club, series, people.manager, now);
  const [payer] = people.players;
  if (payer) await insertHold(tx, first.club, taken, payer.id, now);
}

/** The games of the two players with a login, all at the first club. */
function wantedAt({ club }: SeededClub, first: SeededClub | undefined, { player, secondPlayer }: People) {
  if (club.id !== first?.club.id) return [];
  const company = [
    { userId: secondPlayer, name: 'Tom Whitfield' },
    { userId: null, name: 'Lucía Serrano' },
    { userId: null, name: 'Marcos Peña' },
  ];
  const game = { minute: 19 * 60, with: company };
  return [
    { ...game, courtPosition: 3, days: 3, userId: player },
    { ...game, courtPosition: 3, days: -4, userId: player },
    { ...game, courtPosition: 4, days: -9, userId: player, with: [] },
    { ...game, courtPosition: 4, days: 5, userId: secondPlayer, with: [] },
  ];
}
