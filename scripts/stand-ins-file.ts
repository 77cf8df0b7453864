import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';

const file = (copy: number) => `.data/stand-ins-${copy}.json`;
const schema = z.record(z.string(), z.string());

/** Leaves word of where a running copy's stand-ins are, for commands beside it. @returns what takes it away again */
export async function leaveStandIns(copy: number, env: Record<string, string>): Promise<() => Promise<void>> {
  await mkdir('.data', { recursive: true });
  await writeFile(file(copy), JSON.stringify(env), { mode: 0o600 });
  return () => rm(file(copy), { force: true });
}

/** What a running copy left word of; nothing when none runs. After a crash it may lead nowhere. */
export async function findStandIns(copy: number): Promise<Record<string, string>> {
  const text = await readFile(file(copy), 'utf8').catch(() => '{}');
  return schema.parse(JSON.parse(text));
}
