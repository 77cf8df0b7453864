import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Verdict } from './measure';

/** A bench that ran, with what it judged. */
export type BenchRun = { name: string; seconds: number; verdicts: Verdict[] };

const messageSchema = z.object({
  verdicts: z.array(z.object({ target: z.string(), measured: z.string(), met: z.boolean() })),
});

/** The names of the files here that are run as benches; the others help them. */
export async function listBenches(): Promise<string[]> {
  const files = (await readdir('bench')).filter((file) => file.endsWith('.ts')).sort();
  const texts = await Promise.all(files.map((file) => readFile(`bench/${file}`, 'utf8')));
  return files
    .filter((_, index) => /^await runBench\(/m.test(texts[index] ?? ''))
    .map((file) => file.slice(0, -'.ts'.length));
}

/** Runs a bench as a process of its own, which writes to this terminal. */
export async function runOne(name: string): Promise<BenchRun> {
  const startedAt = performance.now();
  const child = fork(`bench/${name}.ts`, { execArgv: ['--import', 'tsx'] });
  const verdicts: Verdict[] = [];
  // The loader of TypeScript sends messages of its own.
  child.on('message', (message) => verdicts.push(...(messageSchema.safeParse(message).data?.verdicts ?? [])));
  const [code, signal] = await once(child, 'close');
  if (code !== 0 && verdicts.every(({ met }) => met)) {
    verdicts.push({
      target: 'runs to its end',
      measured: `ended by ${signal ?? `exit code ${code}`}`,
      met: false,
    });
  }
  return { name, seconds: (performance.now() - startedAt) / 1000, verdicts };
}
