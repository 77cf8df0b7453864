import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { BOOKING_CRASH_POINTS } from '@/lib/core/crash-points';
import { findFreePort } from '@/scripts/free-port';
import type { Random } from '@/scripts/seed/random';
import { readLog } from './read-log';

const READY_WITHIN_MS = 60_000;
/** Below the system's range for outgoing connections, which might take the port of a restarting process. */
const FIRST_PORT = 20_000 + (process.pid % 100) * 100;
/** One start in three ends by itself at a named point. */
const DOOMED = 1 / 3;

type CrashPoint = (typeof BOOKING_CRASH_POINTS)[number];
type Slot = { port: number; log: string; child: ChildProcess | null; live: boolean; doomed: boolean };

export type Deaths = {
  killed: number;
  /** By the point at which a process killed itself. */
  atPoints: Record<CrashPoint, number>;
  /** Each process that ended unexpectedly, in a sentence, with the end of its log. */
  unmeant: string[];
};

export type Apps = {
  /** The ports that answer now. */
  livePorts: () => number[];
  allLive: () => boolean;
  /** Kills one that is up, if any, and has it started again. */
  killOne: () => void;
  /** Ends the kills. Resolves when all processes are up. */
  settle: () => Promise<void>;
  stop: () => Promise<void>;
  deaths: Deaths;
};

/** How many died, one way or the other. */
export const countDeaths = ({ killed, atPoints }: Deaths): number =>
  Object.values(atPoints).reduce((sum, times) => sum + times, killed);

/** Keeps `count` processes of the built app running. Their logs begin anew in `logDir`. */
export async function startApps(
  count: number,
  environment: NodeJS.ProcessEnv,
  logDir: string,
  /** Which process dies when, or null for none. */
  random: Random | null,
): Promise<Apps> {
  await rm(logDir, { recursive: true, force: true });
  await mkdir(logDir, { recursive: true });
  const deaths: Deaths = { killed: 0, atPoints: noDeaths(), unmeant: [] };
  const slots: Slot[] = [];
  const killed = new Set<ChildProcess>();
  let mayDie = false;
  let stopping = false;

  async function run(slot: Slot): Promise<void> {
    while (!stopping) {
      const point = mayDie && random && random.next() < DOOMED ? rarest(deaths.atPoints) : undefined;
      const log = openSync(slot.log, 'a');
      const child = spawn(process.execPath, ['--import', 'tsx', 'server.ts'], {
        env: { ...environment, PORT: String(slot.port), ...(point && { PISTA_CRASH_AT: point }) },
        stdio: ['ignore', log, log, 'ipc'],
      });
      closeSync(log);
      const { size: said } = await stat(slot.log);
      slot.child = child;
      slot.doomed = point !== undefined;
      const exited = once(child, 'exit');
      slot.live = await Promise.race([untilLive(slot.port), exited.then(() => false)]);
      const [code, signal] = await exited;
      slot.live = false;
      if (stopping || killed.delete(child)) continue;
      if (point && signal === 'SIGKILL') deaths.atPoints[point] += 1;
      else deaths.unmeant.push(`a process ended with ${signal ?? code}: ${await readLog(slot.log, said)}`);
    }
  }

  function kill({ child }: Slot): boolean {
    if (!child || child.exitCode !== null || child.signalCode !== null) return false;
    killed.add(child);
    return child.kill('SIGKILL');
  }

  for (let at = 0; at < count; at += 1) {
    const port = await findFreePort(FIRST_PORT + 50 * at);
    slots.push({ port, log: `${logDir}/app-${port}.log`, child: null, live: false, doomed: false });
  }
  const running = slots.map(run);
  await untilAllLive(slots);
  mayDie = true;
  return {
    deaths,
    livePorts: () => slots.filter(({ live }) => live).map(({ port }) => port),
    allLive: () => slots.every(({ live }) => live),
    killOne() {
      const victim = random?.pick(slots.filter(({ live }) => live));
      if (victim && kill(victim)) deaths.killed += 1;
    },
    async settle() {
      mayDie = false;
      // A process with a crash point would die during the final checks.
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

const noDeaths = (): Deaths['atPoints'] => ({
  intent_created: 0,
  webhook_stored: 0,
  payment_settled: 0,
  refund_sent: 0,
  notice_sent: 0,
  shares_charged: 0,
});

/** The crash point with the fewest deaths, so that each has its turn. */
const rarest = (atPoints: Deaths['atPoints']): CrashPoint =>
  BOOKING_CRASH_POINTS.reduce((rare, point) => (atPoints[point] < atPoints[rare] ? point : rare));

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
