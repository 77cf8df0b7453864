import { existsSync } from 'node:fs';
import { inArray, sql } from 'drizzle-orm';
import postgres from 'postgres';
import { closeDatabase, sql as connection, db } from '@/db';
import { HELD, reservations } from '@/db/schema';
import { judgeData } from '@/lib/integrity/check-consistency';
import { bootApp } from '@/scripts/boot-app';
import { findFreePort } from '@/scripts/free-port';
import { restoreStripe } from '@/scripts/restore-stripe';
import { seed as seedDatabase } from '@/scripts/seed/seed';
import { untilQuiet } from '@/chaos/quiet';
import { makeWorld, type World } from '@/chaos/world';
import { payIntent } from '@/test/stripe-control';
import { readDocument } from './document';
import { fuzz, nothingTried, type Outcome } from './fuzz';
import { startJudging } from './judge';
import { startKnowing } from './known';
import { startSending } from './send';
import { workStaffDays } from './staff-day';
import { populate } from './world';

const QUIET_WITHIN_MS = 5 * 60_000;

type Options = {
  cases: number;
  seed: number;
  /** The negative control: `/search` finds no table and answers 500, which the run must find. */
  sabotage: boolean;
  logFile: string;
  say: (line: string) => void;
};

export type Report = Outcome & {
  operations: string[];
  /** What the invariants over the database say afterwards, and what never came to rest. */
  violations: string[];
};

/**
 * Sends made-up requests for every operation of the app's own description to the built app, on the example data and
 * with everybody outside played; then lets all come to rest and asks the invariants.
 */
export async function runFuzz(options: Options): Promise<Report> {
  if (!existsSync('.next/BUILD_ID')) throw new Error('The fuzz needs a build: run "npm run build".');
  const port = await findFreePort();
  const origin = `http://localhost:${port}`;
  const world = await makeWorld(origin);
  try {
    // biome-ignore lint/style/noProcessEnv: this process prepares and judges the database of the app
    Object.assign(process.env, world.environment);
    await fill(world);
    const knowledge = startKnowing();
    const { crowd, desk } = await populate(world.databaseUrl, knowledge);
    if (options.sabotage) await connection()`alter table search_documents rename to search_documents_hidden`;
    const app = await bootApp({ port, environment: world.environment, logFile: options.logFile });
    try {
      const document = readDocument(await (await fetch(`${app.url}/api/v1/openapi.json`)).json());
      let held = 0;
      const { send, close } = startSending({
        origin: app.url,
        crowd,
        knowledge,
        // Every other hold is paid, so that there is something to cancel and to give back.
        onHeld: async (intentId) => {
          held += 1;
          if (held % 2 === 0) await payIntent(world.sandbox, intentId);
        },
      });
      const judge = startJudging(document);
      const outcome = nothingTried();
      await workStaffDays({ document, send, judge }, desk, outcome);
      await fuzz(document.operations, { ...options, send, judge }, outcome);
      await close();
      const violations = options.sabotage ? [] : await comeToRest(world, options);
      return { ...outcome, operations: document.operations.map(({ id }) => id), violations };
    } finally {
      await app.close();
    }
  } finally {
    await closeDatabase();
    await world.close();
  }
}

async function fill({ databaseUrl, environment, sandbox }: World): Promise<void> {
  const seeding = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  await seedDatabase(seeding);
  await seeding.end();
  await restoreStripe({
    databaseUrl,
    stripeUrl: sandbox.urls.stripe ?? '',
    secret: environment.NEXTAUTH_SECRET ?? '',
  });
}

/** Nobody pays any more, so every hold runs out at once. */
async function comeToRest(world: World, { say }: Options): Promise<string[]> {
  await db()
    .update(reservations)
    .set({ holdExpiresAt: sql`now() - interval '1 second'` })
    .where(inArray(reservations.status, [...HELD]));
  const unrest = await untilQuiet(world, Date.now() + QUIET_WITHIN_MS, say);
  const { violations, unchecked } = await judgeData();
  return [
    ...unrest.map((what) => `not quiet: ${what}`),
    ...violations.map(
      ({ check, total, objectIds }) => `${check.id} ${check.type}: ${total}, such as ${objectIds[0]}`,
    ),
    ...unchecked.map(({ check, why }) => `${check.id} ${check.type} could not be checked: ${why}`),
  ];
}
