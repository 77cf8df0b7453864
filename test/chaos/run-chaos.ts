import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { closeDatabase } from '@/db';
import { seededRandom } from '@/db/seed/random';
import { type Apps, startApps } from './apps';
import { judge, reconcileFully } from './judge';
import { openClubs, play, type Story } from './players';
import { type FrontDoor, startProxy } from './proxy';
import { untilQuiet } from './quiet';
import { calm, makeWorld, unleash, type World } from './world';

const PROCESSES = 2;
const QUIET_WITHIN_MS = 15 * 60_000;

export type Options = {
  seconds: number;
  /** The storm goes on past its time until so many processes died, which a slow machine takes longer over. */
  atLeastDeaths: number;
  /** And until so many courts were booked. */
  atLeastBookings: number;
  clients: number;
  /** Between two kills, on average; none comes sooner than after 0.4 of it or later than after 1.6. */
  pauseSeconds: number;
  seed: number;
  logDir: string;
  say: (line: string) => void;
};

export type Report = {
  stories: Story[];
  faults: Record<string, number>;
  deaths: Apps['deaths'];
  stormSeconds: number;
  /** What reconciliation had to mend at the end, beside what the app mended by itself. */
  mendedAtTheEnd: number;
  quietAfterSeconds: number;
  breaches: string[];
};

/**
 * Books, pays, cancels and asks money back through two processes that are killed every few seconds, while three in
 * ten requests to every provider fail and webhooks come late, twice and out of order; then lets all come to rest
 * and judges what is left.
 */
export async function runChaos(options: Options): Promise<Report> {
  const { seed, logDir, say } = options;
  if (!existsSync('.next/BUILD_ID')) throw new Error('Chaos needs a build: run "npm run build".');
  const random = seededRandom(seed);
  // The sandbox draws its mischief from here; so the seed decides that too.
  Math.random = seededRandom(seed + 1).next;

  let apps: Apps | undefined;
  const proxy = await startProxy(() => apps?.livePorts() ?? []);
  const world = await makeWorld(proxy.url);
  try {
    // biome-ignore lint/style/noProcessEnv: the judge in this process shares the app's database and providers
    Object.assign(process.env, world.environment);
    const club = await openClubs(options);
    apps = await startApps(PROCESSES, world.environment, logDir, random);
    say(`    ${PROCESSES} processes behind ${proxy.url}`);
    await unleash(world.sandbox);
    const stage = { club, appUrl: proxy.url, stripeUrl: world.sandbox.urls.stripe ?? '', random };
    const startedAt = Date.now();
    const stories = await storm(options, apps, () => play(stage), random.next);
    const stormSeconds = Math.round((Date.now() - startedAt) / 1000);
    const faults = await calm(world.sandbox);
    return { stories, faults, stormSeconds, ...(await reckon(world, apps, stories, say)) };
  } finally {
    await shutDown(apps, world, proxy);
  }
}

async function storm(
  { seconds, atLeastDeaths, atLeastBookings, clients, pauseSeconds, say }: Options,
  apps: Apps,
  playOne: () => Promise<Story>,
  chance: () => number,
): Promise<Story[]> {
  const stories: Story[] = [];
  const until = Date.now() + seconds * 1000;
  const deaths = () => apps.deaths.killed + apps.deaths.byThemselves;
  const booked = () => stories.filter((story) => story.booked === 'ok').length;
  const goesOn = () => Date.now() < until || deaths() < atLeastDeaths || booked() < atLeastBookings;
  const over = new AbortController();
  const pause = (ms: number) => sleep(ms, undefined, { signal: over.signal }).catch(() => {});
  const client = async () => {
    while (goesOn()) stories.push(await playOne());
  };
  const killer = async () => {
    while (!over.signal.aborted) {
      await pause(pauseSeconds * 1000 * (0.4 + chance() * 1.2));
      if (goesOn()) await apps.killOne();
    }
  };
  const teller = async () => {
    while (!over.signal.aborted) {
      await pause(15_000);
      say(`    ${stories.length} stories, ${booked()} courts booked, ${deaths()} deaths`);
    }
  };
  const others = [killer(), teller()];
  await Promise.all(Array.from({ length: clients }, client)).finally(() => over.abort());
  await Promise.all(others);
  return stories;
}

async function reckon(
  world: World,
  apps: Apps,
  stories: Story[],
  say: (line: string) => void,
): Promise<Pick<Report, 'deaths' | 'mendedAtTheEnd' | 'quietAfterSeconds' | 'breaches'>> {
  const calmAt = Date.now();
  await apps.settle();
  await untilQuiet(QUIET_WITHIN_MS, say);
  const quietAfterSeconds = Math.round((Date.now() - calmAt) / 1000);
  const runs = await reconcileFully();
  const unrest = await untilQuiet(QUIET_WITHIN_MS, say);
  const breaches = [
    ...unrest.map((left) => `not quiet: ${left}`),
    ...(runs.at(-1)?.open ? [`reconciliation left ${runs.at(-1)?.open} differences`] : []),
    ...(await judge(world.sandbox, stories)),
  ];
  return {
    deaths: apps.deaths,
    mendedAtTheEnd: runs.reduce((sum, { repaired }) => sum + repaired, 0),
    quietAfterSeconds,
    breaches,
  };
}

async function shutDown(apps: Apps | undefined, world: World, proxy: FrontDoor): Promise<void> {
  await apps?.stop();
  await closeDatabase();
  await proxy.close();
  await world.close();
}
