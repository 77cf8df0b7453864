import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { decodedMappings, FlattenMap } from '@jridgewell/trace-mapping';
import { z } from 'zod';
import { type Place, placeOf } from './place';
import { mapApart } from './server-maps';

const range = z.object({ startOffset: z.number(), endOffset: z.number(), count: z.number() });
const script = z.object({ url: z.string(), functions: z.array(z.object({ ranges: z.array(range) })) });

/** V8's counts of one process, with the source maps of what it compiled. */
const countsSchema = z.object({
  result: z.array(script),
  'source-map-cache': z
    .record(
      z.string(),
      z.object({ lineLengths: z.array(z.number()), data: z.unknown() }).partial({ data: true }),
    )
    .default({}),
});
type Counts = z.infer<typeof countsSchema>;
export type Script = z.infer<typeof script>;

/** The source of a piece of executed code, by its offset there. */
export type Origin = { offset: number; file: string; place: Place };

/** The places of our sources that ran, by file. */
export type Executed = Map<string, Set<Place>>;

/** Adds the counts of a folder's files, which `NODE_V8_COVERAGE` writes. */
export async function readExecuted(folder: string, root: string, executed: Executed): Promise<void> {
  const known = new Map<string, Promise<Origin[]>>();
  for (const name of await readdir(folder)) {
    const counts = countsSchema.parse(JSON.parse(await readFile(path.join(folder, name), 'utf8')));
    for (const { url, functions } of counts.result) {
      const file = builtFile(url, root);
      if (file === null) continue;
      const origins = known.get(url) ?? readOrigins(file, url, counts, root);
      known.set(url, origins);
      for (const { file, place } of whatRan(await origins, functions)) {
        const places = executed.get(file) ?? new Set();
        executed.set(file, places.add(place));
      }
    }
  }
}

/** The file of one of our scripts, run by a process or a browser. Null for other scripts. */
function builtFile(url: string, root: string): string | null {
  const [, asset] = /^http.*\/_next\/(static\/[^?]+\.js)/.exec(url) ?? [];
  if (asset !== undefined) return path.join(root, '.next', decodeURI(asset));
  if (!url.startsWith('file://')) return null;
  const file = fileURLToPath(url);
  return file.startsWith(`${root}/`) && !file.includes('/node_modules/') ? file : null;
}

/** A script that the process compiled has its map among the counts, and one of the build names its file. */
async function readOrigins(file: string, url: string, counts: Counts, root: string): Promise<Origin[]> {
  if (!file.startsWith(path.join(root, '.next/'))) {
    const cached = counts['source-map-cache'][url];
    return cached?.data ? originsOf(cached.data, url, cached.lineLengths, root) : [];
  }
  const text = await readFile(file, 'utf8');
  const [, name] = /\n\/\/# sourceMappingURL=(\S+)\s*$/.exec(text) ?? [];
  if (name === undefined) return [];
  const map = path.join(path.dirname(file), decodeURIComponent(name));
  const lineLengths = text.split('\n').map((line) => line.length);
  return originsOf(
    JSON.parse(await readFile(mapApart(map, root), 'utf8')),
    pathToFileURL(map).href,
    lineLengths,
    root,
  );
}

/** Those of our own sources, in the order of their offsets. */
function originsOf(data: unknown, url: string, lineLengths: readonly number[], root: string): Origin[] {
  const map = new FlattenMap(JSON.stringify(data), url);
  const files = map.resolvedSources.map((source) => sourceFile(source, root));
  let lineStart = 0;
  return decodedMappings(map).flatMap((segments, line) => {
    const origins = segments.flatMap(([column, source, sourceLine, sourceColumn]): Origin[] => {
      const file = source === undefined ? null : files[source];
      if (!file || sourceLine === undefined || sourceColumn === undefined) return [];
      return [{ offset: lineStart + column, file, place: placeOf(sourceLine + 1, sourceColumn) }];
    });
    lineStart += (lineLengths[line] ?? 0) + 1;
    return origins;
  });
}

/** A source of ours as a path from the root, null for any other. */
function sourceFile(source: string | null, root: string): string | null {
  const [, inProject] = /^turbopack:\/+\[project\]\/(.+)$/.exec(source ?? '') ?? [];
  const file = inProject ? decodeURI(inProject) : localFile(source, root);
  return file === null || file.startsWith('..') || file.includes('node_modules/') ? null : file;
}

const localFile = (source: string | null, root: string): string | null =>
  source?.startsWith('file://') ? path.relative(root, fileURLToPath(source)) : null;

/** The executed pieces. Of the ranges around an offset the innermost counts. */
export function whatRan(origins: readonly Origin[], functions: Script['functions']): Origin[] {
  const ranges = functions
    .flatMap(({ ranges }) => ranges)
    .toSorted((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
  const around: z.infer<typeof range>[] = [];
  let next = 0;
  return origins.filter(({ offset }) => {
    for (let range = ranges[next]; range && range.startOffset <= offset; range = ranges[next]) {
      around.push(range);
      next += 1;
    }
    while ((around.at(-1)?.endOffset ?? Number.POSITIVE_INFINITY) <= offset) around.pop();
    return (around.at(-1)?.count ?? 0) > 0;
  });
}
