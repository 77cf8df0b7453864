import postgres from 'postgres';
import { closeDatabase } from '@/db';
import type { Context } from '@/lib/core/context';
import { addDays, localDateOf } from '@/lib/core/time';
import { changeSeries } from '@/lib/desk/series/change-series';
import { createSeries } from '@/lib/desk/series/create-series';
import { type CreateSeries, createSeriesSchema } from '@/lib/desk/series/read-series-wish';
import { seriesChangesSchema } from '@/lib/desk/series/series-changes';
import { openForCommand } from '@/scripts/command-environment';
import { makeClub, makeCourt, makeCustomer, makeStaff, makeUser, personContext } from '@/test/factories';
import { judge, medianMs, print } from './measure';
import { withOwnDatabase } from './own-database';
import { runBench } from './run-bench';

const COURTS = 12;
const WEEKS = 53;
const ROUNDS = 15;
const MOST_PREVIEW_MS = 120;
const MOST_SAVE_MS = 250;

async function main(): Promise<void> {
  await withOwnDatabase('series', async (url) => {
    // biome-ignore lint/style/noProcessEnv: the verb runs in this process and reads the environment
    process.env.DATABASE_URL = url;
    const database = await openForCommand();
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    try {
      await measure(sql);
    } finally {
      await Promise.all([sql.end(), closeDatabase()]);
      await database.close();
    }
  });
}

/** A club whose courts are taken for a year, but for the hours of the series, one date of which is taken. */
async function makeFullClub(sql: postgres.Sql) {
  const club = await makeClub();
  const courts = [];
  for (let n = 0; n < COURTS; n += 1) courts.push(await makeCourt({ clubId: club.id }));
  await sql`
    insert into reservations (id, club_id, court_id, status, starts_at, ends_at, price_minor, list_price_minor, currency,
      refund_policy, confirmed_at)
    select gen_random_uuid(), ${club.id}, court.id, 'confirmed', starts_at, starts_at + interval '90 minutes', 4500, 4500,
      'EUR', '{"freeHours": 24, "laterPercent": 50, "nothingHours": 2}', now()
    from (select id from courts where club_id = ${club.id}) court
    cross join generate_series(0, 380) day cross join generate_series(0, 4) nth
    cross join lateral (select current_date + make_interval(days => day, hours => 7, mins => nth * 90) as starts_at) times`;
  await sql`vacuum analyze reservations`;
  return { club, courts };
}

async function measure(sql: postgres.Sql): Promise<void> {
  const { club, courts } = await makeFullClub(sql);
  const manager = await makeUser();
  await makeStaff(manager.id, club.id, 'manager');
  const ctx = personContext(manager, { staff: [{ clubId: club.id, role: 'manager' }] });
  const { id: customerId } = await makeCustomer(club.id);
  const from = addDays(localDateOf(Date.now(), club.timeZone), 1);
  const wishOf = (round: number, startTime: string): CreateSeries =>
    createSeriesSchema.parse({
      courtId: courts[round % COURTS]?.id ?? 0,
      kind: 'booking',
      weekdays: [((round + Math.floor(round / COURTS)) % 7) + 1],
      startTime,
      durationMinutes: 60,
      from,
      until: addDays(from, 7 * WEEKS - 1),
      customerId,
    });
  const preview = (round: number, startTime: string) =>
    createSeries({ ...ctx, preview: true }, club.slug, wishOf(round, startTime));
  const taken = await preview(0, '12:00');
  print(
    `series: ${taken.dates.length} dates at a club with ${COURTS} courts and 22,860 bookings to come, warm, one client`,
  );
  const bareMs = await medianMs(
    ROUNDS,
    () => sql`select count(*) from reservations where club_id = ${club.id}`,
  );
  const freeMs = await medianMs(ROUNDS, (round) => preview(round, '21:00'));
  const takenMs = await medianMs(ROUNDS, (round) => preview(round, '12:00'));
  const made: string[] = [];
  const saveMs = await medianMs(ROUNDS, async (round) => {
    const { written } = await createSeries(ctx, club.slug, wishOf(round, '21:00'));
    made.push(written?.seriesId ?? '');
  });
  print(`  baseline  one count of the club’s bookings: ${bareMs.toFixed(1)} ms`);
  print(`  preview   all free: ${freeMs.toFixed(1)} ms, all taken: ${takenMs.toFixed(1)} ms`);
  print(`  save      ${saveMs.toFixed(1)} ms`);
  const change = (ofCtx: Context, round: number, revision: number, changes: object) => {
    const meant = { seriesId: made[round] ?? '', scope: 'all', revision } as const;
    return changeSeries(ofCtx, meant, seriesChangesSchema.parse(changes));
  };
  const LATER = { startTime: '22:00' };
  const DEARER = { price: { amount: '90.00', reason: 'Bench' } };
  const previewMs = await medianMs(ROUNDS, (round) => change({ ...ctx, preview: true }, round, 0, LATER));
  const moveMs = await medianMs(ROUNDS, (round) => change(ctx, round, 0, LATER));
  const priceMs = await medianMs(ROUNDS, (round) => change(ctx, round, 1, DEARER));
  print(
    `  change    preview ${previewMs.toFixed(1)} ms, to another time ${moveMs.toFixed(1)} ms, to another price ${priceMs.toFixed(1)} ms`,
  );
  const slowestPreviewMs = Math.max(freeMs, takenMs, previewMs);
  const slowestSaveMs = Math.max(saveMs, moveMs, priceMs);
  judge(
    `each preview of ${WEEKS} within ${MOST_PREVIEW_MS} ms`,
    slowestPreviewMs <= MOST_PREVIEW_MS,
    ms(slowestPreviewMs),
  );
  judge(`each save of ${WEEKS} within ${MOST_SAVE_MS} ms`, slowestSaveMs <= MOST_SAVE_MS, ms(slowestSaveMs));
}

const ms = (value: number) => `${value.toFixed(1)} ms`;

await runBench(main);
