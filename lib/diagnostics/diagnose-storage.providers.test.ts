import { afterEach, expect, test } from 'vitest';
import { resetBreakers } from '@/lib/services/call/shared-breakers';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { diagnoseStorage } from './diagnose-storage';

const sandbox = useSandbox({ providers: ['s3'] });
afterEach(async () => {
  await clearFaults(sandbox());
  resetBreakers();
});

test('a place that keeps files is well, and nothing is left there', async () => {
  expect(await diagnoseStorage()).toMatchObject([
    { id: 'storage', state: 'ok', what: { key: 'diagnosis.storage.works' } },
  ]);
  expect(await (await fetch(`${sandbox().urls.s3}/_control/objects`)).json()).toEqual({ keys: [] });
});

test.each(['PUT', 'GET', 'DELETE'])('one that fails at %s is bad, with what to do', async (method) => {
  await addFault(sandbox(), 's3', { mode: 'status', status: 500, method });
  expect(await diagnoseStorage()).toMatchObject([
    {
      id: 'storage',
      state: 'bad',
      what: { key: 'diagnosis.storage.fails' },
      advice: 'diagnosis.storage.advice',
    },
  ]);
});
