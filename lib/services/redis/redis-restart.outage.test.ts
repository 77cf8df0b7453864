import { expect, test } from 'vitest';
import { storeCached } from '@/lib/services/redis/cache';
import { redis } from '@/lib/services/redis/redis';
import { useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';
import { bookAll, makeAttempts } from '@/test/booking-load';

const api = useApi();
const sandbox = useSandbox({ providers: ['stripe', 'redis'] });
const control = (action: 'kill' | 'start') =>
  fetch(`${sandbox().urls.redis}/_control/${action}`, { method: 'POST' });

test('Redis is killed and started again under load, and not one booking fails', async () => {
  const attempts = await makeAttempts(48);
  const answers = await bookAll(api(), attempts, async (done) => {
    if (done === 12) await control('kill');
    if (done === 32) await control('start');
  });
  expect(answers.filter(({ status }) => status !== 201)).toEqual([]);
  expect(new Set(answers.map(({ reservationId }) => reservationId)).size).toBe(48);
  await expect.poll(() => storeCached('after', 1, 60)).toBe(true);
  expect(await redis().ping()).toBe('PONG');
});
