import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { courtDays } from '@/db/schema';
import { makeReservation } from '@/test/factories';
import { jobEngine, useJobs } from '@/test/job-engine';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { useApiAtHome } from '@/test/serve-api';

const api = useApiAtHome();
const sandbox = useSandbox({ appUrl: () => api() });
useJobs(sandbox);

const callByClock = () =>
  fetch(`${sandbox().urls.inngest}/_control/trigger`, {
    method: 'POST',
    body: JSON.stringify({ function_id: 'count-court-days' }),
  });
/** On one day, at whatever hour this runs: it begins with an hour and ends with it. */
const book = () => makeReservation({ durationMinutes: 60 });
const counted = async (courtId: number) => db().$count(courtDays, eq(courtDays.courtId, courtId));

test('each turn of the clock counts what is new, also when its nudge for the middle of the minute is lost', async () => {
  const lost = await book();
  await addFault(sandbox(), 'inngest', { mode: 'status', status: 503 });
  await callByClock();
  await expect.poll(() => counted(lost.courtId)).toBe(1);
  await clearFaults(sandbox());

  const next = await book();
  await callByClock();
  await expect.poll(() => counted(next.courtId)).toBe(1);
  await expect
    .poll(async () => (await jobEngine(sandbox())).runs.filter(({ status }) => status === 'failed'))
    .toEqual([]);
});
