import { existsSync } from 'node:fs';
import { dropPromises } from '@/bench/promises';
import { closeDatabase } from '@/db';
import { seededRandom } from '@/scripts/seed/random';
import { type Apps, type Deaths, startApps } from './apps';
import { openClubs, type Player } from './clubs';
import { workDesk } from './desks';
import { countEffects, type Effects, isLarge, listShortfalls } from './floors';
import { judge, type Repairs, reconcileFully } from './judge';
import { play } from './players';
import { type FrontDoor, startProxy } from './proxy';
import { type Unrest, untilQuiet } from './quiet';
import { findSecrets } from './read-log';
import { reachDeadlines } from './share-cost';
import { storm, type Weather } from './storm';
import type { DeskStory, Story } from './story';
import { calm, cutMails, type Faults, makeWorld, unleash, type World } from './world';

const PROCESSES = 2;
/** The share of stories that are a desk's. */
const SHARE_OF_DESKS = 0.2;
const QUIET_WITHIN_MS = 15 * 60_000;
/** A removed guard may leave work that never ends, and the checks need not wait for it. */
const SABOTAGED_WITHIN_MS = 30_000;

export type Options = Weather & {
  seed: number;
  logDir: string;
  say: (line: string) => void;
};

type Told = { stories: Story[]; desks: DeskStory[] };

export type Report = Told & {
  effects: Effects;
  faults: Faults;
  deaths: Deaths;
  stormSeconds: number;
  /** What still waited when the faults ended. */
  left: Unrest;
  /** What reconciliation repaired at the end, beyond the app's own repairs. */
  mendedAtTheEnd: Repairs;
  quietAfterSeconds: number;
  breaches: string[];
  /** The floors that the run was too small to reach. */
  shortfalls: string[];
};

/**
 * Books, pays, cancels and refunds through two processes that are killed every few seconds, while three in ten
 * provider requests fail and webhooks come late, twice and out of order. Then it waits for the jobs and checks the
 * result.
 */
export async function runChaos(options: Options): Promise<Report> {
  const { seed, logDir, say } = options;
  if (!existsSync('.next/BUILD_ID')) throw new Error('Chaos needs a build: run "npm run build".');
  const random = seededRandom(seed);
  // The sandbox's faults are random too, so the seed decides them.
  Math.random = seededRandom(seed + 1).next;

  let apps: Apps | undefined;
  const proxy = await startProxy(() => apps?.livePorts() ?? []);
  const world = await makeWorld(proxy.url);
  try {
    // biome-ignore lint/style/noProcessEnv: the judge in this process shares the app's database and providers
    Object.assign(process.env, world.environment);
    const stock = await openClubs(options);
    const fate = options.sabotage === undefined ? random : null;
    apps = await startApps(PROCESSES, world.environment, logDir, fate);
    say(`    ${PROCESSES} processes behind ${proxy.url}`);
    if (options.sabotage === 'constraint') await dropPromises(world.databaseUrl);
    await unleash(world.sandbox, stock.deafPhones);
    if (options.sabotage === 'keys') await cutMails(world.sandbox);
    const stage = {
      stock,
      appUrl: proxy.url,
      stripeUrl: world.sandbox.urls.stripe ?? '',
      random,
      busy: new Set<Player>(),
    };
    const desks: DeskStory[] = [];
    const playNext = async (told: () => number) => {
      if (random.next() >= SHARE_OF_DESKS) return play({ ...stage, told });
      desks.push(await workDesk(stage));
      return [];
    };
    const startedAt = Date.now();
    const { stories, left } = await storm(options, {
      world,
      apps,
      play: playNext,
      chance: random.next,
      say,
    });
    const stormSeconds = Math.round((Date.now() - startedAt) / 1000);
    const faults = await calm(world.sandbox);
    const reckoned = await reckon(world, apps, { stories, desks }, options);
    const breaches = [...reckoned.breaches, ...(await findSecrets(logDir, world.environment))];
    const effects = await countEffects();
    const { deaths } = apps;
    const shortfalls = listShortfalls({ effects, faults, deaths, left }, isLarge(options.atLeastBookings));
    return { stories, desks, effects, faults, deaths, stormSeconds, left, ...reckoned, breaches, shortfalls };
  } finally {
    await shutDown(apps, world, proxy);
  }
}

async function reckon(
  world: World,
  apps: Apps,
  told: Told,
  { sabotage, say }: Options,
): Promise<Pick<Report, 'mendedAtTheEnd' | 'quietAfterSeconds' | 'breaches'>> {
  const calmAt = Date.now();
  const deadline = calmAt + (sabotage ? SABOTAGED_WITHIN_MS : QUIET_WITHIN_MS);
  await apps.settle();
  await reachDeadlines();
  const unrest = await untilQuiet(world, deadline, say);
  const quietAfterSeconds = Math.round((Date.now() - calmAt) / 1000);
  const { repaired, breaches } = await reconcileFully();
  if (Object.keys(repaired).length > 0) unrest.push(...(await untilQuiet(world, deadline, say)));
  return {
    mendedAtTheEnd: repaired,
    quietAfterSeconds,
    breaches: [
      ...unrest.map((what) => `not quiet: ${what}`),
      ...breaches,
      ...apps.deaths.unmeant,
      ...(await judge(world.sandbox, told.stories, told.desks)),
    ],
  };
}

async function shutDown(apps: Apps | undefined, world: World, proxy: FrontDoor): Promise<void> {
  await apps?.stop();
  await closeDatabase();
  await proxy.close();
  await world.close();
}
