import { AwsClient } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SANDBOX_KEYS } from '../providers';
import type { Running } from '../serve';
import { SANDBOX_BUCKET, startS3 } from './start-s3';

const { STORAGE_ACCESS_KEY: accessKeyId, STORAGE_SECRET_KEY: secretAccessKey } = SANDBOX_KEYS;
let s3: Running;
beforeAll(async () => {
  s3 = await startS3({ port: 0 });
});
afterAll(() => s3.close());

const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const HELLO = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';

const client = (keys: { accessKeyId?: string; secretAccessKey?: string } = {}) =>
  new AwsClient({ accessKeyId, secretAccessKey, service: 's3', region: 'eu-west-1', retries: 0, ...keys });
const ask = (method: string, key: string, init: RequestInit = {}, hash = EMPTY, signer = client()) =>
  signer.fetch(`${s3.url}/${SANDBOX_BUCKET}/${key}`, {
    method,
    ...init,
    headers: { 'x-amz-content-sha256': hash, ...init.headers },
  });
const codeOf = async (answer: Promise<Response>) => /<Code>(\w+)/.exec(await (await answer).text())?.[1];

describe('an object', () => {
  test('is kept byte for byte, read, listed and removed', async () => {
    const bytes = 'hello';
    const kept = await ask(
      'PUT',
      'a/b 1.webp',
      { body: bytes, headers: { 'content-type': 'image/webp' } },
      HELLO,
    );
    expect(kept.status).toBe(200);
    expect(kept.headers.get('etag')).toBe('"5d41402abc4b2a76b9719d911017c592"');
    const read = await ask('GET', 'a/b 1.webp');
    expect(await read.text()).toBe(bytes);
    expect(read.headers.get('content-type')).toBe('image/webp');
    expect(await (await fetch(`${s3.url}/_control/objects`)).json()).toEqual({ keys: ['a/b 1.webp'] });
    expect((await ask('DELETE', 'a/b 1.webp')).status).toBe(204);
    expect((await ask('DELETE', 'a/b 1.webp')).status).toBe(204);
    expect(await codeOf(ask('GET', 'a/b 1.webp'))).toBe('NoSuchKey');
  });

  test('of another bucket is not there', async () => {
    const elsewhere = client().fetch(`${s3.url}/other/a`, { headers: { 'x-amz-content-sha256': EMPTY } });
    expect(await codeOf(elsewhere)).toBe('NoSuchBucket');
  });
});

describe('a request is refused', () => {
  test.each([
    [
      'by another secret',
      () => ask('GET', 'a', {}, EMPTY, client({ secretAccessKey: 'other' })),
      'SignatureDoesNotMatch',
    ],
    [
      'by an unknown key',
      () => ask('GET', 'a', {}, EMPTY, client({ accessKeyId: 'other' })),
      'InvalidAccessKeyId',
    ],
    [
      'with other bytes than were signed',
      () => ask('PUT', 'a', { body: 'hello' }, EMPTY),
      'XAmzContentSHA256Mismatch',
    ],
    [
      'of yesterday',
      () =>
        client().fetch(`${s3.url}/${SANDBOX_BUCKET}/a`, {
          headers: { 'x-amz-content-sha256': EMPTY },
          aws: { datetime: '20200101T000000Z' },
        }),
      'RequestTimeTooSkewed',
    ],
    ['without a signature', () => fetch(`${s3.url}/${SANDBOX_BUCKET}/a`), 'AccessDenied'],
  ])('%s', async (_what, send, code) => {
    expect(await codeOf(send())).toBe(code);
  });

  test('whose path was changed after it was signed', async () => {
    const signed = await client().sign(`${s3.url}/${SANDBOX_BUCKET}/mine`, {
      headers: { 'x-amz-content-sha256': EMPTY },
    });
    const changed = fetch(`${s3.url}/${SANDBOX_BUCKET}/theirs`, { headers: signed.headers });
    expect(await codeOf(changed)).toBe('SignatureDoesNotMatch');
  });
});
