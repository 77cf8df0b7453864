import { z } from 'zod';

export const METRICS_TOKEN = 'a-token-that-only-benches-know-0123456789';

/** The CPU that the built app at `url` has used so far, in milliseconds. It is started with `METRICS_TOKEN`. */
export async function readMetrics(url: string): Promise<number> {
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  const [, seconds] = /^process_cpu_seconds_total ([\d.e+-]+)/m.exec(await answer.text()) ?? [];
  return Number(seconds) * 1000;
}

const usage = z.object({ user: z.number(), system: z.number() });

/** The same of the bare app. */
export async function readCpuUsage(url: string): Promise<number> {
  const { user, system } = usage.parse(await (await fetch(`${url}/cpu`)).json());
  return (user + system) / 1000;
}
