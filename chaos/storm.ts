import { setTimeout as sleep } from 'node:timers/promises';
import { type Apps, countDeaths } from './apps';
import { backlogOf, countUnrest, inWords, type Unrest } from './quiet';
import type { Story } from './story';
import { forgetKeys, type World } from './world';

/** The guard that is removed for a negative control. */
export const SABOTAGES = ['constraint', 'keys'] as const;
export type Sabotage = (typeof SABOTAGES)[number];

export type Weather = {
  seconds: number;
  /** The run goes on until so many processes died, which takes longer on a slow machine. */
  atLeastDeaths: number;
  /** And until so many courts were booked. */
  atLeastBookings: number;
  clients: number;
  /** Clients wait while so many rows wait for a job, so that jobs also run under faults. */
  backlog: number;
  /** The average time between two kills, each of which comes after 0.4 to 1.6 of it. */
  pauseSeconds: number;
  sabotage: Sabotage | undefined;
};

type Stage = {
  world: World;
  apps: Apps;
  play: (told: () => number) => Promise<Story[]>;
  chance: () => number;
  say: (line: string) => void;
};

/** After the clients, faults and kills go on until so few rows wait, for a quarter of the run's time at most. */
const DRAINED = 20;
const SYNC_EVERY_MS = 15_000;
const TELL_EVERY_MS = 15_000;
const LOOK_EVERY_MS = 500;

/** Runs the clients for their time, then lets waiting rows be processed under the same faults. */
export async function storm(weather: Weather, stage: Stage): Promise<{ stories: Story[]; left: Unrest }> {
  const { seconds, atLeastDeaths, atLeastBookings, clients, pauseSeconds, sabotage } = weather;
  const { world, apps, play, chance, say } = stage;
  const stories: Story[] = [];
  const startedAt = Date.now();
  let unrest = await countUnrest();
  const booked = () => stories.filter((story) => story.booked === 'ok').length;
  const goesOn = () =>
    Date.now() < startedAt + seconds * 1000 ||
    countDeaths(apps.deaths) < atLeastDeaths ||
    booked() < atLeastBookings;
  const over = new AbortController();
  const pause = (ms: number) => sleep(ms, undefined, { signal: over.signal }).catch(() => {});
  const every = async (ms: () => number, act: () => unknown) => {
    for (await pause(ms()); !over.signal.aborted; await pause(ms())) await act();
  };
  const client = async () => {
    while (goesOn()) {
      if (backlogOf(unrest) > weather.backlog) await pause(LOOK_EVERY_MS);
      else stories.push(...(await play(() => stories.length)));
    }
  };
  const drain = async () => {
    const until = Date.now() + (Date.now() - startedAt) / 4;
    while (Date.now() < until && backlogOf(unrest) > DRAINED) await pause(LOOK_EVERY_MS);
  };
  const others = [
    every(
      () => LOOK_EVERY_MS,
      async () => {
        unrest = await countUnrest();
      },
    ),
    every(
      () => TELL_EVERY_MS,
      () =>
        say(
          `    ${stories.length} stories, ${booked()} courts booked, ${countDeaths(apps.deaths)} deaths; waiting: ${inWords(unrest).join(', ')}`,
        ),
    ),
    every(() => SYNC_EVERY_MS, world.syncClubs),
    // A process that starts would refuse a database without its constraints.
    sabotage === undefined
      ? every(
          () => pauseSeconds * 1000 * (0.4 + chance() * 1.2),
          // The last stories need a working app to end.
          () => (goesOn() || apps.allLive() ? apps.killOne() : null),
        )
      : every(
          () => 50,
          () => (sabotage === 'keys' ? forgetKeys(world.sandbox) : null),
        ),
  ];
  const played = Promise.all(Array.from({ length: clients }, client)).then(drain);
  await Promise.race([played, Promise.all(others)]).finally(() => over.abort());
  await Promise.all([played, ...others]);
  return { stories, left: unrest };
}
