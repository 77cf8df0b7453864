import { beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { JOBS } from '@/lib/diagnostics/schedules';
import { useSandbox } from '@/test/sandbox';
import { useApiAtHome } from '@/test/serve-api';

const api = useApiAtHome();
const sandbox = useSandbox({ appUrl: () => api() });

const engineSchema = z.object({
  functions: z.array(z.string()),
  runs: z.array(z.object({ id: z.string(), status: z.string() })),
});
const triggeredSchema = z.object({ run_id: z.string() });

const control = (path: string, init?: RequestInit) =>
  fetch(`${sandbox().urls.inngest}/_control/${path}`, init).then((answer) => answer.json());
const engine = async () => engineSchema.parse(await control('runs'));

beforeAll(() => vi.waitFor(async () => expect((await engine()).functions).not.toEqual([])));

async function start(job: string): Promise<string> {
  const body = JSON.stringify({ function_id: job });
  return triggeredSchema.parse(await control('trigger', { method: 'POST', body })).run_id;
}

test.each(JOBS)('%s runs to its end when the clock calls it', async (job) => {
  const runId = await start(job);
  await expect
    .poll(async () => (await engine()).runs.find(({ id }) => id === runId))
    .toMatchObject({ status: 'completed' });
});
