import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { redis } from '@/lib/services/redis/redis';
import { faultSchema } from '@/sandbox/faults';
import { type Running, serve } from '@/sandbox/serve';
import { type OtherProcess, startOtherProcess } from '@/test/other-process/start';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';

const sandbox = useSandbox({ providers: ['redis'] });

/** The mail provider, which counts its requests. */
let resend: Running;
let asked = 0;
let one: OtherProcess;
let other: OtherProcess;

beforeAll(async () => {
  resend = await serve(() => {
    asked += 1;
    return { body: { data: [] } };
  }, 0);
});
afterAll(() => resend.close());

beforeEach(async () => {
  await redis().flushdb();
  const environment = { RESEND_BASE_URL: resend.url, LOG_LEVEL: 'warn' };
  [one, other] = await Promise.all([startOtherProcess(environment), startOtherProcess(environment)]);
  // The first call loads the SDK and opens the connections.
  await Promise.all([one.call('pingMail'), other.call('pingMail')]);
});
afterEach(async () => {
  one.stop();
  other.stop();
  await clearFaults(sandbox());
});

const outcomeOf = (process: OtherProcess): Promise<string> =>
  process.call('pingMail').then(
    () => 'answered',
    (error: Error) => error.message,
  );

/** The provider fails until the breaker of `one` opens, and works again before any other call. */
async function openTheBreakerOfOne(): Promise<void> {
  resend.faults.add(faultSchema.parse({ mode: 'status', status: 500 }));
  const changed = () => one.logged().some(({ msg }) => msg === 'breaker changed');
  await expect.poll(async () => (await outcomeOf(one)) !== 'answered' && changed()).toBe(true);
  resend.faults.clear();
}

const warnings = (process: OtherProcess) =>
  process
    .logged()
    .filter(({ level }) => level === 40)
    .map(({ msg }) => msg);

// The best of a few tries, since other programs use the machine too.
test('of two processes, what one found out keeps the other from asking, within two seconds', {
  retry: 4,
}, async () => {
  await openTheBreakerOfOne();
  await expect.poll(() => outcomeOf(other), { timeout: 2_000, interval: 100 }).toBe('service_unavailable');
  const before = asked;
  expect(await outcomeOf(other)).toBe('service_unavailable');
  expect(await outcomeOf(one)).toBe('service_unavailable');
  expect(asked, 'nobody was asked').toBe(before);
});

test('while Redis is away each of two processes keeps its own breaker, and both say so', async () => {
  await addFault(sandbox(), 'redis', { mode: 'refuse' });
  await openTheBreakerOfOne();
  const alone = 'Redis does not answer: breakers are this process’s own';
  await expect
    .poll(async () => {
      expect(await outcomeOf(other)).toBe('answered');
      return [warnings(one), warnings(other)];
    })
    .toEqual([expect.arrayContaining([alone, 'breaker changed']), expect.arrayContaining([alone])]);
  const before = asked;
  expect(await outcomeOf(one)).toBe('service_unavailable');
  expect(asked).toBe(before);
  expect(await outcomeOf(other)).toBe('answered');
  expect(asked).toBe(before + 1);
});
