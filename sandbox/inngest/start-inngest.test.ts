import { NonRetriableError, RetryAfterError } from 'inngest';
import { describe, expect, it } from 'vitest';
import { onlyRun, startSynced } from './app-fixture';

const HOUR_MS = 3_600_000;

describe('steps', () => {
  it('runs each step once and gives its result to the steps after it', async () => {
    const ran: string[] = [];
    const { inngest, client } = await startSynced((app) => [
      app.createFunction({ id: 'add', triggers: { event: 'add.asked' } }, async ({ event, step }) => {
        const first = await step.run('first', () => {
          ran.push('first');
          return Number(event.data.n) + 1;
        });
        return await step.run('second', () => {
          ran.push('second');
          return first * 10;
        });
      }),
    ]);

    await client.send({ name: 'add.asked', data: { n: 1 } });
    await inngest.idle();

    expect(ran).toEqual(['first', 'second']);
    expect(onlyRun(inngest, 'app-add')).toMatchObject({ status: 'completed', output: 20, calls: 3 });
  });

  it('runs parallel steps once each and goes on when all are done', async () => {
    const ran: string[] = [];
    const { inngest, client } = await startSynced((app) => [
      app.createFunction({ id: 'fan', triggers: { event: 'fan.asked' } }, async ({ step }) => {
        const parts = await Promise.all(
          ['a', 'b', 'c'].map((name) =>
            step.run(name, () => {
              ran.push(name);
              return name;
            }),
          ),
        );
        return await step.run('join', () => {
          ran.push('join');
          return parts.join('');
        });
      }),
    ]);

    await client.send({ name: 'fan.asked' });
    await inngest.idle();

    expect(ran.slice(0, 3).sort()).toEqual(['a', 'b', 'c']);
    expect(ran.slice(3)).toEqual(['join']);
    expect(onlyRun(inngest, 'app-fan').output).toBe('abc');
  });

  it('lets a function catch the failure of a step that is out of attempts', async () => {
    const { inngest, client } = await startSynced((app) => [
      app.createFunction({ id: 'careful', retries: 0, triggers: { event: 'try.asked' } }, ({ step }) =>
        step
          .run('breaks', () => {
            throw new TypeError('no such court');
          })
          .catch((error: Error) => `caught ${error.name}: ${error.message}`),
      ),
    ]);

    await client.send({ name: 'try.asked' });
    await inngest.idle();

    expect(onlyRun(inngest, 'app-careful').output).toBe('caught TypeError: no such court');
  });

  it('sleeps until the named moment and not less', async () => {
    const { inngest, client, clock } = await startSynced((app) => [
      app.createFunction({ id: 'late', triggers: { event: 'late.asked' } }, async ({ step }) => {
        await step.sleep('nap', '65m');
        await step.sleepUntil('until', new Date('2026-03-02T14:00:00Z'));
        return 'awake';
      }),
    ]);

    await client.send({ name: 'late.asked' });
    await inngest.idle();
    expect(onlyRun(inngest, 'app-late').due_at).toBe('2026-03-02T11:05:00.000Z');
    clock.advance(HOUR_MS + 5 * 60_000);
    await inngest.idle();
    expect(onlyRun(inngest, 'app-late')).toMatchObject({
      status: 'waiting',
      due_at: '2026-03-02T14:00:00.000Z',
    });
    clock.advance(3 * HOUR_MS);
    await inngest.idle();

    expect(onlyRun(inngest, 'app-late')).toMatchObject({ status: 'completed', output: 'awake' });
  });

  it('starts a run at the moment of its event and not sooner', async () => {
    const { inngest, client, clock } = await startSynced((app) => [
      app.createFunction({ id: 'then', triggers: { event: 'then.asked' } }, () => 'ran'),
    ]);

    await client.send({ name: 'then.asked', ts: Date.now() + HOUR_MS });
    await inngest.idle();
    expect(onlyRun(inngest, 'app-then')).toMatchObject({ status: 'queued', calls: 0 });
    clock.advance(HOUR_MS);
    await inngest.idle();

    expect(onlyRun(inngest, 'app-then')).toMatchObject({ status: 'completed', output: 'ran' });
  });

  it('starts another function with the event a step sends', async () => {
    const { inngest, client } = await startSynced((app) => [
      app.createFunction({ id: 'sender', triggers: { event: 'send.asked' } }, async ({ step }) => {
        await step.sendEvent('tell', { name: 'told', data: { by: 'sender' } });
      }),
      app.createFunction({ id: 'hearer', triggers: { event: 'told' } }, ({ event }) => event.data.by),
    ]);

    await client.send({ name: 'send.asked' });
    await inngest.idle();

    expect(onlyRun(inngest, 'app-hearer')).toMatchObject({ status: 'completed', output: 'sender' });
  });

  it('hands the result, or the failure, of an invoked function to its caller', async () => {
    const { inngest, client } = await startSynced((app) => {
      const half = app.createFunction({ id: 'half', triggers: { event: 'halve' } }, ({ event }) => {
        if (event.data.n % 2 === 1) throw new NonRetriableError('odd');
        return event.data.n / 2;
      });
      const caller = app.createFunction({ id: 'caller', triggers: { event: 'call' } }, async ({ step }) => [
        await step.invoke('even', { function: half, data: { n: 8 } }),
        await step
          .invoke('odd', { function: half, data: { n: 7 } })
          .catch((error: Error) => `failed: ${error.message}`),
      ]);
      return [half, caller];
    });

    await client.send({ name: 'call' });
    await inngest.idle();

    expect(onlyRun(inngest, 'app-caller').output).toEqual([4, 'failed: odd']);
  });

  it('waits for the event that matches, and gives null when none came in time', async () => {
    const { inngest, client, clock } = await startSynced((app) => [
      app.createFunction({ id: 'waiter', triggers: { event: 'order' } }, async ({ step }) => {
        const paid = await step.waitForEvent('paid', { event: 'paid', match: 'data.order', timeout: '1h' });
        return paid?.data.amount ?? null;
      }),
    ]);

    await client.send([
      { name: 'order', data: { order: 'a' } },
      { name: 'order', data: { order: 'b' } },
    ]);
    await inngest.idle();
    await client.send({ name: 'paid', data: { order: 'b', amount: 45 } });
    await inngest.idle();
    const outcomes = () => inngest.runs().map(({ status, output }) => [status, output]);
    expect(outcomes()).toEqual([
      ['completed', 45],
      ['waiting', null],
    ]);
    clock.advance(HOUR_MS);
    await inngest.idle();

    expect(outcomes()).toEqual([
      ['completed', 45],
      ['completed', null],
    ]);
  });

  it('fails a run by name of the operation it does not play', async () => {
    const { inngest, client } = await startSynced((app) => [
      app.createFunction({ id: 'signal', triggers: { event: 'signal.asked' } }, ({ step }) =>
        step.waitForSignal('wait', { signal: 'x', timeout: '1h' }),
      ),
    ]);

    await client.send({ name: 'signal.asked' });
    await inngest.idle();

    expect(onlyRun(inngest, 'app-signal').error).toMatchObject({ name: 'NotPlayed' });
  });
});

describe('retries', () => {
  it('tries a failing step again after each backoff, without running the steps before it again', async () => {
    const ran: string[] = [];
    const { inngest, client, clock } = await startSynced((app) => [
      app.createFunction({ id: 'flaky', triggers: { event: 'flaky.asked' } }, async ({ step, attempt }) => {
        await step.run('steady', () => ran.push('steady'));
        return await step.run('shaky', () => {
          ran.push(`shaky ${attempt}`);
          if (attempt < 2) throw new Error('not yet');
          return 'done';
        });
      }),
    ]);

    await client.send({ name: 'flaky.asked' });
    await inngest.idle();
    expect(onlyRun(inngest, 'app-flaky')).toMatchObject({
      status: 'waiting',
      attempt: 1,
      due_at: '2026-03-02T10:00:01.000Z',
      error: { message: 'not yet' },
    });
    clock.advance(1000);
    await inngest.idle();
    expect(onlyRun(inngest, 'app-flaky').due_at).toBe('2026-03-02T10:00:06.000Z');
    clock.advance(5000);
    await inngest.idle();

    expect(ran).toEqual(['steady', 'shaky 0', 'shaky 1', 'shaky 2']);
    expect(onlyRun(inngest, 'app-flaky')).toMatchObject({ status: 'completed', output: 'done' });
  });

  it('gives up after the attempts the function allows, four retries unless it says otherwise', async () => {
    const calls = { usual: 0, once: 0 };
    const { inngest, client, clock } = await startSynced((app) => [
      app.createFunction({ id: 'usual', triggers: { event: 'go' } }, () => {
        calls.usual += 1;
        throw new Error('usual');
      }),
      app.createFunction({ id: 'once', retries: 0, triggers: { event: 'go' } }, () => {
        calls.once += 1;
        throw new Error('once');
      }),
    ]);

    await client.send({ name: 'go' });
    for (let round = 0; round < 8; round += 1) {
      await inngest.idle();
      clock.advance(5000);
    }

    expect(calls).toEqual({ usual: 5, once: 1 });
    expect(inngest.runs().map(({ status }) => status)).toEqual(['failed', 'failed']);
  });

  it('waits as long as a Retry-After asks', async () => {
    const { inngest, client, clock } = await startSynced((app) => [
      app.createFunction({ id: 'limited', triggers: { event: 'go' } }, ({ step, attempt }) =>
        step.run('ask', () => {
          if (attempt === 0) throw new RetryAfterError('slow down', '90s');
          return 'served';
        }),
      ),
    ]);

    await client.send({ name: 'go' });
    await inngest.idle();
    expect(onlyRun(inngest, 'app-limited').due_at).toBe('2026-03-02T10:01:30.000Z');
    clock.advance(90_000);
    await inngest.idle();

    expect(onlyRun(inngest, 'app-limited')).toMatchObject({ status: 'completed', output: 'served' });
  });

  it('does not try again what cannot be retried, and runs onFailure with the error and the event', async () => {
    const failures: unknown[] = [];
    const { inngest, client } = await startSynced((app) => [
      app.createFunction(
        {
          id: 'doomed',
          triggers: { event: 'go' },
          onFailure: ({ error, event }) => {
            failures.push({ message: error.message, club: event.data.event.data.club });
          },
        },
        () => {
          throw new NonRetriableError('no such club');
        },
      ),
      app.createFunction({ id: 'other', triggers: { event: 'go' }, onFailure: () => {} }, () => 'fine'),
    ]);

    await client.send({ name: 'go', data: { club: 7 } });
    await inngest.idle();

    expect(failures).toEqual([{ message: 'no such club', club: 7 }]);
    expect(onlyRun(inngest, 'app-doomed')).toMatchObject({ status: 'failed', calls: 1 });
    expect(inngest.runs().some((run) => run.function_id === 'app-other-failure')).toBe(false);
  });
});

describe('the app', () => {
  it('may be away: events wait for it and no attempt is lost', async () => {
    const attempts: number[] = [];
    const { inngest, client, app, clock } = await startSynced((sdk) => [
      sdk.createFunction({ id: 'patient', retries: 0, triggers: { event: 'go' } }, ({ attempt }) => {
        attempts.push(attempt);
      }),
    ]);

    await app.stop();
    await client.send({ name: 'go' });
    await expect.poll(() => onlyRun(inngest, 'app-patient').due_at).toBe('2026-03-02T10:00:01.000Z');
    await app.start(client.funcs);
    await inngest.sync();
    clock.advance(1000);
    await inngest.idle();

    expect(attempts).toEqual([0]);
    expect(onlyRun(inngest, 'app-patient').status).toBe('completed');
  });

  it('may be cut off in the middle of a call, which is then made again as the same attempt', async () => {
    const attempts: number[] = [];
    const { inngest, client, app, clock } = await startSynced((sdk) => [
      sdk.createFunction({ id: 'cut', retries: 0, triggers: { event: 'go' } }, ({ attempt }) => {
        attempts.push(attempt);
      }),
    ]);

    app.cuts = 1;
    await client.send({ name: 'go' });
    await expect.poll(() => onlyRun(inngest, 'app-cut').due_at).toBe('2026-03-02T10:00:01.000Z');
    clock.advance(1000);
    await inngest.idle();

    expect(attempts).toEqual([0]);
  });

  it('is asked again after a restart, so that new functions are known', async () => {
    const { inngest, client, app } = await startSynced((sdk) => [
      sdk.createFunction({ id: 'old', triggers: { event: 'go' } }, () => 'old'),
    ]);

    await app.stop();
    await app.start([client.createFunction({ id: 'new', triggers: { event: 'go' } }, () => 'new')]);
    await inngest.sync();
    await client.send({ name: 'go' });
    await inngest.idle();

    expect(inngest.runs().map(({ output }) => output)).toEqual(['new']);
  });
});
