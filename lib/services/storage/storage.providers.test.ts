import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { resetBreakers } from '@/lib/services/call/shared-breakers';
import { SANDBOX_KEYS } from '@/sandbox/providers';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { openStorage } from './open-storage';
import type { Storage } from './storage-type';
import { storage } from './storage';

const sandbox = useSandbox({ providers: ['s3'] });
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pista-files-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(async () => {
  await clearFaults(sandbox());
  resetBreakers();
});

const bytes = new Uint8Array(Array.from({ length: 70_000 }, (_, at) => (at * 31) % 256));

const places: Record<string, () => Storage> = {
  'a folder': () => openStorage({ url: `file:${folder}` }),
  'a folder by its address': () => openStorage({ url: `file://${folder}` }),
  'a bucket': () => storage,
  'a path in a bucket': () =>
    openStorage({
      url: `s3://${new URL(sandbox().urls.s3 ?? '').host}/pista/some/path/`,
      accessKey: SANDBOX_KEYS.STORAGE_ACCESS_KEY,
      secretKey: SANDBOX_KEYS.STORAGE_SECRET_KEY,
      region: 'auto',
    }),
};

describe.each(Object.keys(places))('in %s', (name) => {
  const place = () => places[name]?.() ?? storage;

  test('a file is kept, read, replaced and removed', async () => {
    expect(await place().read('a/480.webp')).toBeNull();
    await place().put('a/480.webp', bytes, 'image/webp');
    expect(await place().read('a/480.webp')).toEqual(bytes);
    await place().put('a/480.webp', bytes.slice(0, 5), 'image/webp');
    expect(await place().read('a/480.webp')).toEqual(bytes.slice(0, 5));
    await place().remove('a/480.webp');
    await place().remove('a/480.webp');
    expect(await place().read('a/480.webp')).toBeNull();
  });

  test.each(['../a', 'a/../../b', '/etc/passwd', 'a//b', '', 'a\0', 'a b', 'a/.ssh'])(
    'the key %j leads nowhere',
    async (key) => {
      await expect((async () => place().read(key))()).rejects.toThrow('is no key of a file');
    },
  );
});

test('nothing unfinished is left in a folder, nor an empty folder', async () => {
  const place = openStorage({ url: `file:${folder}` });
  await place.put('b/480.webp', bytes, 'image/webp');
  expect(await readdir(path.join(folder, 'b'))).toEqual(['480.webp']);
  await place.remove('b/480.webp');
  expect(await readdir(folder)).toEqual([]);
});

test('a folder that cannot be written is an outage', async () => {
  const place = openStorage({ url: 'file:/dev/null/files' });
  await expect(place.put('a/1', bytes, 'image/webp')).rejects.toMatchObject({ name: 'ProviderOutage' });
});

describe('a bucket that fails', () => {
  test.each([
    { mode: 'status', status: 500 },
    { mode: 'status', status: 503, retry_after: 7 },
    { mode: 'refuse' },
    { mode: 'cut' },
  ])('by %j is service_unavailable', async (fault) => {
    await addFault(sandbox(), 's3', fault);
    await expect(storage.put('c/1', bytes, 'image/webp')).rejects.toMatchObject({
      code: 'service_unavailable',
    });
    await expect(storage.remove('c/1')).rejects.toMatchObject({ code: 'service_unavailable' });
  });

  test('once is read again', async () => {
    await storage.put('d/1', bytes, 'image/webp');
    await addFault(sandbox(), 's3', { mode: 'status', status: 500, times: 1 });
    expect(await storage.read('d/1')).toEqual(bytes);
  });

  test('for another key is an outage that shows no secret', async () => {
    const place = openStorage({
      url: `s3://${new URL(sandbox().urls.s3 ?? '').host}/pista`,
      accessKey: SANDBOX_KEYS.STORAGE_ACCESS_KEY,
      secretKey: 'wrong-secret-key',
    });
    const error = await place.put('e/1', bytes, 'image/webp').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'ProviderOutage' });
    expect(JSON.stringify(error)).not.toContain('wrong-secret-key');
  });
});
