import { expect, it } from 'vitest';
import { onlyRun, startSynced } from './app-fixture';

it('starts a function once for one event id, and again a day later', async () => {
  const { inngest, client, clock } = await startSynced((app) => [
    app.createFunction({ id: 'paid', triggers: { event: 'paid' } }, () => 'settled'),
    app.createFunction({ id: 'told', triggers: { event: 'told' } }, () => 'mailed'),
  ]);

  const { ids } = await client.send({ id: 'payment-1', name: 'paid' });
  await client.send([
    { id: 'payment-1', name: 'paid' },
    { id: 'payment-1', name: 'told' },
  ]);
  await inngest.idle();
  expect(ids).toEqual(['payment-1']);
  expect(inngest.runs().map(({ output }) => output)).toEqual(['mailed', 'settled']);
  clock.advance(24 * 3_600_000);
  await client.send({ id: 'payment-1', name: 'paid' });
  await inngest.idle();

  expect(inngest.runs().map(({ output }) => output)).toEqual(['settled', 'mailed', 'settled']);
});

it('starts a function once for one idempotency key, whatever the event ids', async () => {
  const { inngest, client } = await startSynced((app) => [
    app.createFunction(
      {
        id: 'refund',
        idempotency: "event.data.payment + '-' + event.data.part",
        triggers: { event: 'refund' },
      },
      ({ event }) => event.data.part,
    ),
  ]);

  await client.send([
    { id: '1', name: 'refund', data: { payment: 'p', part: 'a' } },
    { id: '2', name: 'refund', data: { payment: 'p', part: 'a' } },
    { id: '3', name: 'refund', data: { payment: 'p', part: 'b' } },
  ]);
  await inngest.idle();

  expect(inngest.runs().map(({ output }) => output)).toEqual(['b', 'a']);
});

it('starts only the functions whose expression holds', async () => {
  const { inngest, client } = await startSynced((app) => [
    app.createFunction(
      { id: 'big', triggers: { event: 'sold', if: 'event.data.courts > 2.0' } },
      () => 'big',
    ),
    app.createFunction(
      { id: 'odd', triggers: { event: 'sold', if: "event.data.missing == 'x'" } },
      () => 'odd',
    ),
  ]);

  await client.send([
    { name: 'sold', data: { courts: 1 } },
    { name: 'sold', data: { courts: 3 } },
  ]);
  await inngest.idle();

  expect(inngest.runs().map(({ output }) => output)).toEqual(['big']);
});

it('cancels the run whose event matches, for good', async () => {
  const { inngest, client, clock } = await startSynced((app) => [
    app.createFunction(
      { id: 'hold', triggers: { event: 'held' }, cancelOn: [{ event: 'released', match: 'data.slot' }] },
      async ({ event, step }) => {
        await step.sleep('hold', '10m');
        return event.data.slot;
      },
    ),
  ]);

  await client.send([
    { name: 'held', data: { slot: 'a' } },
    { name: 'held', data: { slot: 'b' } },
  ]);
  await inngest.idle();
  await client.send({ name: 'released', data: { slot: 'a' } });
  clock.advance(600_000);
  await inngest.idle();

  expect(inngest.runs().map(({ status, output }) => [status, output])).toEqual([
    ['completed', 'b'],
    ['cancelled', null],
  ]);
});

it('never calls more runs of one concurrency key at once than its limit', async () => {
  const gate = createGate();
  const { inngest, client } = await startSynced((app) => [
    app.createFunction(
      { id: 'sync', concurrency: { limit: 2, key: 'event.data.club' }, triggers: { event: 'sync' } },
      async ({ event }) => {
        await gate.opened;
        return event.data.club;
      },
    ),
  ]);
  const clubs = ['a', 'a', 'a', 'a', 'b'];

  await client.send(clubs.map((club) => ({ name: 'sync', data: { club } })));
  const callsBefore = inngest.runs().map(({ calls }) => calls);
  gate.open();
  await inngest.idle();

  expect(callsBefore.reverse()).toEqual([1, 1, 0, 0, 1]);
  expect(
    inngest
      .runs()
      .map(({ output }) => output)
      .reverse(),
  ).toEqual(clubs);
});

it('makes at most eight calls at once, so that a burst does not drown the app', async () => {
  const gate = createGate();
  const { inngest, client } = await startSynced((app) => [
    app.createFunction({ id: 'burst', triggers: { event: 'go' } }, () => gate.opened),
  ]);

  await client.send(Array(30).fill({ name: 'go' }));
  const callsBefore = inngest.runs().filter(({ calls }) => calls > 0);
  gate.open();
  await inngest.idle();

  expect(callsBefore).toHaveLength(8);
  expect(inngest.runs().filter(({ status }) => status === 'completed')).toHaveLength(30);
});

it('skips or replaces the run of a singleton, as its mode says', async () => {
  const { inngest, client, clock } = await startSynced((app) => [
    app.createFunction(
      { id: 'skips', singleton: { mode: 'skip' }, triggers: { event: 'go' } },
      async ({ event, step }) => {
        await step.sleep('work', '1m');
        return event.data.n;
      },
    ),
    app.createFunction(
      { id: 'cancels', singleton: { mode: 'cancel' }, triggers: { event: 'go' } },
      async ({ event, step }) => {
        await step.sleep('work', '1m');
        return event.data.n;
      },
    ),
  ]);

  await client.send({ name: 'go', data: { n: 1 } });
  await inngest.idle();
  await client.send({ name: 'go', data: { n: 2 } });
  await inngest.idle();
  clock.advance(60_000);
  await inngest.idle();

  const of = (id: string) => inngest.runs().filter(({ function_id }) => function_id === id);
  expect(onlyRun(inngest, 'app-skips').output).toBe(1);
  expect(of('app-cancels').map(({ status, output }) => [status, output])).toEqual([
    ['completed', 2],
    ['cancelled', null],
  ]);
});

it('starts no more runs in a period than a rate limit allows', async () => {
  const { inngest, client, clock } = await startSynced((app) => [
    app.createFunction(
      {
        id: 'remind',
        rateLimit: { limit: 1, period: '1h', key: 'event.data.user' },
        triggers: { event: 'remind' },
      },
      ({ event }) => event.data.user,
    ),
  ]);
  const send = () => client.send(['ana', 'ana', 'luis'].map((user) => ({ name: 'remind', data: { user } })));

  await send();
  await inngest.idle();
  expect(inngest.runs().map(({ output }) => output)).toEqual(['luis', 'ana']);
  clock.advance(3_600_000);
  await send();
  await inngest.idle();

  expect(inngest.runs().map(({ output }) => output)).toEqual(['luis', 'ana', 'luis', 'ana']);
});

it('runs a debounced function once, with the last event, when no other came for its period', async () => {
  const { inngest, client, clock } = await startSynced((app) => [
    app.createFunction(
      { id: 'index', debounce: { period: '10s', key: 'event.data.club' }, triggers: { event: 'changed' } },
      ({ event }) => event.data.n,
    ),
  ]);

  await client.send({ name: 'changed', data: { club: 1, n: 1 } });
  clock.advance(8000);
  await client.send({ name: 'changed', data: { club: 1, n: 2 } });
  clock.advance(8000);
  await inngest.idle();
  expect(onlyRun(inngest, 'app-index')).toMatchObject({ status: 'queued', calls: 0 });
  clock.advance(2000);
  await inngest.idle();

  expect(onlyRun(inngest, 'app-index')).toMatchObject({ status: 'completed', output: 2 });
});

function createGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
