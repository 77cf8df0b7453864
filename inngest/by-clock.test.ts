import { expect, test } from 'vitest';
import { z } from 'zod';
import { JOBS } from '@/lib/diagnostics/schedules';
import { jobEngine, useJobs } from '@/test/job-engine';
import { useSandbox } from '@/test/sandbox';
import { useApiAtHome } from '@/test/serve-api';

const api = useApiAtHome();
const sandbox = useSandbox({ appUrl: () => api() });
useJobs(sandbox);

const triggeredSchema = z.object({ run_id: z.string() });

async function start(job: string): Promise<string> {
  const body = JSON.stringify({ function_id: job });
  const answer = await fetch(`${sandbox().urls.inngest}/_control/trigger`, { method: 'POST', body });
  return triggeredSchema.parse(await answer.json()).run_id;
}

test.each(JOBS)('%s runs to its end when the clock calls it', async (job) => {
  const runId = await start(job);
  await expect
    .poll(async () => (await jobEngine(sandbox())).runs.find(({ id }) => id === runId))
    .toMatchObject({ status: 'completed' });
});
