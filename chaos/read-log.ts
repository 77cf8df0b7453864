import { readdir, readFile } from 'node:fs/promises';
import { shownSecrets } from '@/test/shown-secrets';

const TAIL = 600;

type Environment = Readonly<Record<string, string | undefined>>;

/** The end of a process's log, from `start` bytes on. */
export async function readLog(file: string, start: number): Promise<string> {
  const said = (await readFile(file)).subarray(start).toString('utf8').trim();
  return said.slice(-TAIL) || 'it said nothing';
}

/** Every secret that a log of the run shows, in a sentence. */
export async function findSecrets(logDir: string, environment: Environment): Promise<string[]> {
  const breaches: string[] = [];
  for (const name of await readdir(logDir)) {
    const shown = shownSecrets(await readFile(`${logDir}/${name}`, 'utf8'), environment);
    breaches.push(...shown.map((secret) => `P6 ${name} shows ${secret}`));
  }
  return breaches;
}
