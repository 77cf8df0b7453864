import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';

const PROGRAM = fileURLToPath(import.meta.resolve('autocannon'));

export type Shots = {
  perSecond: number;
  /** In whole milliseconds. */
  p50Ms: number;
  p99Ms: number;
};

const percentile = z.number();
const reportSchema = z.object({
  duration: z.number(),
  '2xx': z.number(),
  non2xx: z.number(),
  errors: z.number(),
  latency: z.object({ p50: percentile, p99: percentile }),
});

/**
 * Asks these addresses in turn for a while, each client again after its answer. A process of its own asks, because a
 * client costs as much as a server.
 * @throws Error when an answer is no 2xx
 */
export async function shoot(urls: readonly string[], clients: number, seconds: number): Promise<Shots> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pista-bench-'));
  try {
    const har = path.join(folder, 'requests.har');
    await writeFile(har, JSON.stringify(harOf(urls)));
    const options = ['--json', '--har', har, '-c', String(clients), '-d', String(seconds)];
    const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, ...options, originOf(urls)]);
    const report = reportSchema.parse(JSON.parse(stdout));
    if (report.non2xx + report.errors > 0) throw new Error(`not each answer is 2xx: ${stdout}`);
    const { p50, p99 } = report.latency;
    return { perSecond: report['2xx'] / report.duration, p50Ms: p50, p99Ms: p99 };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const originOf = ([url = '']: readonly string[]) => new URL(url).origin;

const harOf = (urls: readonly string[]) => ({
  log: { entries: urls.map((url) => ({ request: { method: 'GET', url, headers: [] } })) },
});
