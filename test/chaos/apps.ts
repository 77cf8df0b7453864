import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { Random } from '@/db/seed/random';
import { CRASH_POINTS } from '@/lib/crash-point';
import { findFreePort } from '@/scripts/free-port';

const READY_WITHIN_MS = 60_000;
/** One start in three ends by itself at a named point. */
const DOOMED = 1 / 3;

type Slot = { port: number; child: ChildProcess | null; live: boolean; doomed: boolean };

export type Apps = {
  /** The ports that answer now. */
  livePorts: () => number[];
  /** Kills one that is up, if any, and has it started again. */
  killOne: () => Promise<void>;
  /** From now on nothing dies; resolves when all are up. */
  settle: () => Promise<void>;
  stop: () => Promise<void>;
  deaths: { killed: number; byThemselves: number };
};

/** Keeps `count` processes of the built app running, whatever happens to them. */
export async function startApps(
  count: number,
  environment: NodeJS.ProcessEnv,
  logDir: string,
  random: Random,
): Promise<Apps> {
  await mkdir(logDir, { recursive: true });
  const deaths = { killed: 0, byThemselves: 0 };
  const slots: Slot[] = [];
  const killed = new Set<ChildProcess>();
  let mayDie = false;
  let stopping = false;

  async function run(slot: Slot): Promise<void> {
    while (!stopping) {
      const point = mayDie && random.next() < DOOMED ? random.pick(CRASH_POINTS) : undefined;
      const log = openSync(`${logDir}/app-${slot.port}.log`, 'a');
      const child = spawn(process.execPath, ['--import', 'tsx', 'server.ts'], {
        env: { ...environment, PORT: String(slot.port), ...(point && { PISTA_CRASH_AT: point }) },
        stdio: ['ignore', log, log, 'ipc'],
      });
      closeSync(log);
      slot.child = child;
      slot.doomed = point !== undefined;
      const exited = once(child, 'exit');
      slot.live = await Promise.race([untilLive(slot.port), exited.then(() => false)]);
      await exited;
      slot.live = false;
      if (!stopping && !killed.delete(child)) deaths.byThemselves += 1;
    }
  }

  function kill({ child }: Slot): void {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    killed.add(child);
    child.kill('SIGKILL');
  }

  for (let at = 0; at < count; at += 1) {
    slots.push({ port: await findFreePort(), child: null, live: false, doomed: false });
  }
  const running = slots.map(run);
  await untilAllLive(slots);
  mayDie = true;
  return {
    deaths,
    livePorts: () => slots.filter(({ live }) => live).map(({ port }) => port),
    async killOne() {
      const victim = random.pick(slots.filter(({ live }) => live));
      if (!victim) return;
      deaths.killed += 1;
      kill(victim);
    },
    async settle() {
      mayDie = false;
      // Whoever is doomed to die at a point would do so in the middle of the reckoning.
      for (const slot of slots.filter(({ doomed }) => doomed)) {
        kill(slot);
        slot.live = false;
      }
      await untilAllLive(slots);
    },
    async stop() {
      stopping = true;
      for (const { child } of slots) child?.kill('SIGTERM');
      await Promise.all(running);
    },
  };
}

async function untilAllLive(slots: Slot[]): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!slots.every(({ live }) => live)) {
    if (Date.now() > deadline) throw new Error('The app does not come up; see its logs.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function untilLive(port: number): Promise<boolean> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/health/live`).catch(() => null);
    if (answer?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
