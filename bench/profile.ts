/**
 * Where the CPU of pages and of answers of the API goes, by part of the program, while one client reads them:
 * `npx tsx bench/profile.ts [home clubs 'results, Madrid' …]`. It judges nothing.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listReads } from './api-read-paths';
import { openBigDatabase } from './big-database';
import { startBuiltApp } from './built-app';
import { monotonicUs, profilingInto, readShares, type Shares, type Stretch } from './cpu-profile';
import { print } from './measure';
import { listPlayerPages, readPage, serverOf } from './player-pages';
import { METRICS_TOKEN, readMetrics } from './used-cpu';

const WARM_UP = 100;
const ROUNDS = 300;

type Subject = { name: string; paths: readonly string[] };

async function main(wanted: readonly string[]): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pista-profile-'));
  const file = path.join(folder, 'app.cpuprofile');
  const database = await openBigDatabase();
  try {
    const subjects = (await listSubjects(database.url)).filter(
      ({ name }) => wanted.length === 0 || wanted.includes(name),
    );
    const app = await startBuiltApp(database.url, { METRICS_TOKEN, ...profilingInto(file) });
    const server = serverOf(app.environment.NEXTAUTH_URL ?? app.url, readMetrics);
    const readAll = async ({ paths }: Subject, rounds: number) => {
      for (let round = 0; round < rounds; round += 1) {
        await readPage(server, paths[round % paths.length] ?? '/');
      }
    };
    const stretches: Stretch[] = [];
    const cpuMs: number[] = [];
    for (const subject of subjects) {
      await readAll(subject, WARM_UP);
      const [before, from] = [await server.cpuMs(), monotonicUs()];
      await readAll(subject, ROUNDS);
      stretches.push({ from, until: monotonicUs() });
      cpuMs.push(((await server.cpuMs()) - before) / ROUNDS);
    }
    await app.close();
    const shares = await readShares(file, stretches);
    for (const [index, { name }] of subjects.entries()) {
      draw(name, cpuMs[index] ?? Number.NaN, shares[index] ?? new Map());
    }
  } finally {
    await database.close();
    await rm(folder, { recursive: true });
  }
}

async function listSubjects(databaseUrl: string): Promise<Subject[]> {
  const pages = (await listPlayerPages(databaseUrl)).map((page) => ({ name: page.name, paths: [page.path] }));
  const reads = (await listReads(databaseUrl)).map(({ name, paths }) => ({
    name,
    paths: paths.map((asked) => `/api/v1/${asked}`),
  }));
  return [...pages, ...reads];
}

/** Samples tell the shares. What the process used of its CPU is counted apart, which a busy machine does not change. */
function draw(name: string, cpuMs: number, shares: Shares): void {
  const total = [...shares.values()].reduce((sum, ms) => sum + ms, 0);
  print(`${name}: ${cpuMs.toFixed(1)} ms of CPU, with the profiler`);
  for (const [part, ms] of [...shares].sort(([, one], [, other]) => other - one)) {
    const share = ms / total;
    print(
      `  ${(share * cpuMs).toFixed(2).padStart(6)} ms  ${(100 * share).toFixed(0).padStart(3)} %  ${part}`,
    );
  }
}

await main(process.argv.slice(2));
process.exit();
