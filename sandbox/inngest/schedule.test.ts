import { expect, it } from 'vitest';
import { createClock, onlyRun, startSynced } from './app-fixture';

const MINUTE_MS = 60_000;

it('runs a cron function at the wall time of its zone', async () => {
  const clock = createClock('2026-03-29T00:30:00Z');
  const { inngest } = await startSynced(
    (app) => [
      app.createFunction(
        { id: 'nightly', triggers: { cron: 'TZ=Europe/Madrid 30 4 * * *' } },
        ({ event }) => [event.name, event.data.cron],
      ),
    ],
    { clock },
  );

  // The clocks go forward at 02:00 that night, so 04:30 is 02:30 UTC.
  clock.advance(119 * MINUTE_MS);
  await inngest.idle();
  expect(inngest.runs()).toEqual([]);
  clock.advance(MINUTE_MS);
  await inngest.idle();

  expect(onlyRun(inngest, 'app-nightly').output).toEqual([
    'inngest/scheduled.timer',
    'TZ=Europe/Madrid 30 4 * * *',
  ]);
});

it('skips the turn of a cron function whose last run is not over', async () => {
  const { inngest, clock } = await startSynced((app) => [
    app.createFunction({ id: 'sweep', triggers: { cron: '* * * * *' } }, ({ step }) =>
      step.sleep('work', '150s'),
    ),
  ]);

  const known: number[] = [];
  for (let minute = 1; minute <= 5; minute += 1) {
    clock.advance(MINUTE_MS);
    await inngest.idle();
    known.push(inngest.runs().length);
  }

  expect(known).toEqual([1, 1, 1, 1, 2]);
});

it('fires once, not once for each missed turn, after the clock jumped', async () => {
  const { inngest, clock } = await startSynced((app) => [
    app.createFunction({ id: 'sweep', triggers: { cron: '* * * * *' } }, () => 'swept'),
  ]);

  clock.advance(600 * MINUTE_MS);
  await inngest.idle();

  expect(onlyRun(inngest, 'app-sweep').output).toBe('swept');
});

it('runs a function now when told to, by its full or its short name', async () => {
  const { inngest } = await startSynced((app) => [
    app.createFunction({ id: 'sweep', triggers: { cron: '0 0 1 1 *' } }, () => 'swept'),
  ]);

  const ids = [inngest.trigger('sweep'), inngest.trigger('app-sweep')];
  await inngest.idle();

  expect(inngest.runs().map(({ id, output }) => [id, output])).toEqual([
    [ids[1], 'swept'],
    [ids[0], 'swept'],
  ]);
  expect(() => inngest.trigger('nothing')).toThrow('no cron function nothing');
});

it('leaves cron functions to whoever starts them by hand, when that is asked', async () => {
  const { inngest, clock } = await startSynced(
    (app) => [app.createFunction({ id: 'sweep', triggers: { cron: '* * * * *' } }, () => 'swept')],
    { crons: 'by_hand' },
  );

  clock.advance(10 * MINUTE_MS);
  await inngest.idle();
  expect(inngest.runs()).toEqual([]);
  inngest.trigger('sweep');
  await inngest.idle();

  expect(onlyRun(inngest, 'app-sweep').output).toBe('swept');
});
