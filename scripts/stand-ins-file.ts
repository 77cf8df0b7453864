import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const file = (copy: number, folder: string) => path.join(folder, `.data/stand-ins-${copy}.json`);
const schema = z.record(z.string(), z.string());

/**
 * Writes the addresses of a running copy's sandbox to a file, for commands beside it.
 * @returns what deletes the file
 */
export async function leaveStandIns(
  copy: number,
  env: Record<string, string>,
  folder = '.',
): Promise<() => Promise<void>> {
  const left = file(copy, folder);
  await mkdir(path.dirname(left), { recursive: true });
  await writeFile(left, JSON.stringify(env), { mode: 0o600 });
  return () => rm(left, { force: true });
}

/** The addresses that a running copy wrote, or nothing. After a crash they may be stale. */
export async function findStandIns(copy: number): Promise<Record<string, string>> {
  const text = await readFile(file(copy, '.'), 'utf8').catch(() => '{}');
  return schema.parse(JSON.parse(text));
}
