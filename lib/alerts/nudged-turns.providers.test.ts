import { expect, test } from 'vitest';
import { z } from 'zod';
import { useSandbox } from '@/test/sandbox';

const sandbox = useSandbox({ providers: ['inngest'] });

/** Inngest's client reads the environment when it is made, so the sandbox must have started. */
const load = async () => ({
  ...(await import('@/test/factories')),
  ...(await import('@/test/waiting-list')),
  ...(await import('@/lib/reservations/release-hold')),
});

const runsSchema = z.object({ inbox: z.array(z.string()) });

/** How many runs for freed starts were asked for. Those of one second are one. */
async function countFreed(): Promise<number> {
  const answer = await fetch(`${sandbox().urls.inngest}/_control/runs`);
  return runsSchema.parse(await answer.json()).inbox.filter((id) => id.startsWith('freed:')).length;
}

test('a court that frees, an offer that will end and one that is let go each wake the job where people wait in turn', async () => {
  const { makeWaitedFor, personContext, takeTurns, releaseHold } = await load();
  const everybody = await makeWaitedFor({ waitingList: 'everybody' });
  await everybody.taken[0]?.free();
  const { taken, wait, offers } = await makeWaitedFor();
  const user = await wait();
  const before = await countFreed();
  await taken[0]?.free();
  await expect.poll(countFreed).toBe(before + 1);
  await takeTurns();
  await expect.poll(countFreed).toBe(before + 2);
  const [offer] = await offers();
  await releaseHold(personContext(user), { reservationId: offer?.hold.id ?? '' });
  await expect.poll(countFreed).toBe(before + 3);
  expect(before).toBe(0);
});
