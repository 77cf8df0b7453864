import { RetryAfterError } from 'inngest';
import { expect, it } from 'vitest';
import { startSynced } from '@/sandbox/inngest/app-fixture';
import { onePer } from './one-per';

it('starts no second run for a row while its first waits for another try, and one again after that', async () => {
  let isAway = true;
  const { inngest, client, clock } = await startSynced((app) => [
    app.createFunction(
      { id: 'settle', singleton: onePer('webhookEventId'), triggers: { event: 'stored' } },
      ({ event }) => {
        if (isAway && event.data.webhookEventId === 1) throw new RetryAfterError('away', 60_000);
        return 'done';
      },
    ),
  ]);
  const nudge = async (webhookEventId: number, turn: number) => {
    await client.send({ id: `${webhookEventId}@${turn}`, name: 'stored', data: { webhookEventId } });
    await inngest.idle();
  };
  const runs = () => inngest.runs().map(({ event_id, status }) => [event_id, status]);

  for (const turn of [0, 1, 2]) await nudge(1, turn);
  await nudge(2, 0);
  expect(runs()).toEqual([
    ['2@0', 'completed'],
    ['1@0', 'waiting'],
  ]);

  isAway = false;
  clock.advance(60_000);
  await inngest.idle();
  await nudge(1, 3);
  expect(runs()).toEqual([
    ['1@3', 'completed'],
    ['2@0', 'completed'],
    ['1@0', 'completed'],
  ]);
});
