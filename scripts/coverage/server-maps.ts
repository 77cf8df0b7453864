import { mkdir, readdir, rename } from 'node:fs/promises';
import path from 'node:path';

const BUILT = '.next/server';
const APART = '.next/server-maps';

/**
 * Puts the maps of the server's build where Node does not find them. It would write all of them into one text with its
 * counts, and such a text has at most 512 MB.
 */
export async function putServerMapsApart(): Promise<void> {
  const names = await readdir(BUILT, { recursive: true });
  for (const name of names.filter((name) => name.endsWith('.map'))) {
    const apart = path.join(APART, name);
    await mkdir(path.dirname(apart), { recursive: true });
    await rename(path.join(BUILT, name), apart);
  }
}

/** Where a map of the build is now, below this root. */
export function mapApart(file: string, root: string): string {
  const name = path.relative(path.join(root, BUILT), file);
  return name.startsWith('..') ? file : path.join(root, APART, name);
}
