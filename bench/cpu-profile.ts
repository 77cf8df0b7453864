import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** Of a `.cpuprofile` (v8.dev/docs/profile). Times are in microseconds of the machine's monotonic clock. */
const profileSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string() }),
      children: z.array(z.number()).optional(),
    }),
  ),
  startTime: z.number(),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});
type Frame = z.infer<typeof profileSchema>['nodes'][number]['callFrame'];

/** Time of a profile, in milliseconds, by part of the program. */
export type Shares = ReadonlyMap<string, number>;

/** A stretch of the machine's monotonic clock, in microseconds. */
export type Stretch = { from: number; until: number };

export const monotonicUs = (): number => Number(process.hrtime.bigint() / 1000n);

/** The environment by which the app leaves a profile of its whole life in a file when it ends. */
export const profilingInto = (file: string) => ({
  NODE_OPTIONS: `--require=${path.resolve('bench/keep-cpu-profile.cjs')}`,
  BENCH_CPU_PROFILE: file,
});

/** What the process that left the profile was busy with in each stretch. */
export async function readShares(file: string, stretches: readonly Stretch[]): Promise<Shares[]> {
  const profile = profileSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const partOf = partsByNode(profile.nodes);
  const shares = stretches.map(() => new Map<string, number>());
  let at = profile.startTime;
  for (const [index, id] of profile.samples.entries()) {
    const took = profile.timeDeltas[index] ?? 0;
    at += took;
    const part = partOf.get(id);
    const nth = stretches.findIndex(({ from, until }) => from <= at && at < until);
    const sums = shares[nth];
    if (part !== undefined && sums) sums.set(part, (sums.get(part) ?? 0) + took / 1000);
  }
  return shares;
}

/** A function of Node counts for the nearest caller that is none. */
function partsByNode(nodes: z.infer<typeof profileSchema>['nodes']): Map<number, string> {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const parts = new Map<number, string>();
  for (const { id, callFrame } of nodes) {
    if (callFrame.functionName === '(idle)') continue;
    let part: string | null = null;
    for (let at: number | undefined = id; at !== undefined && part === null; at = parents.get(at)) {
      part = partOfFrame(frames.get(at) ?? callFrame);
    }
    parts.set(id, part ?? 'Node: HTTP, sockets, timers, promises');
  }
  return parts;
}

function partOfFrame({ functionName, url }: Frame): string | null {
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (/app-page[^/]*\.prod\.js$/.test(url)) return 'React and the page renderer of Next';
  if (url.includes('/node_modules/next/')) return 'Next around it';
  if (url.includes('/node_modules/postgres/')) return 'driver of PostgreSQL';
  if (url.includes('/node_modules/')) return 'other packages';
  if (url.includes('/.next/server/')) return 'the build: our code, and packages bundled with it';
  return url.startsWith('file:') ? 'server.ts and what it loads' : null;
}
