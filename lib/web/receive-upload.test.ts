import { expect, test } from 'vitest';
import { receiveUpload, UPLOADS_AT_ONCE } from './receive-upload';

/** An upload that is under way until it is told how it ends. */
function begin(who: string) {
  let end: { resolve: (value: string) => void; reject: (error: Error) => void } | undefined;
  const ended = receiveUpload(
    who,
    () =>
      new Promise<string>((resolve, reject) => {
        end = { resolve, reject };
      }),
  );
  return {
    ended,
    resolve: (value: string) => end?.resolve(value),
    reject: (error: Error) => end?.reject(error),
  };
}

const times = <T>(count: number, make: (nth: number) => T) =>
  Array.from({ length: count }, (_, nth) => make(nth));

test('one person sends few files at once, and the next one when one has come or failed', async () => {
  const [first, second, ...others] = times(UPLOADS_AT_ONCE.each, () => begin('user:1'));
  await expect(begin('user:1').ended).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 10 });
  const another = begin('user:2');
  first?.resolve('here');
  expect(await first?.ended).toBe('here');
  const next = begin('user:1');
  second?.reject(new Error('gone'));
  await expect(second?.ended).rejects.toThrow('gone');
  const last = begin('user:1');
  for (const upload of [another, next, last, ...others]) {
    upload.resolve('here');
    expect(await upload.ended).toBe('here');
  }
});

test('everybody together sends few files at once', async () => {
  const all = times(UPLOADS_AT_ONCE.all, (nth) => begin(`user:${nth}`));
  await expect(begin('user:late').ended).rejects.toMatchObject({ code: 'service_unavailable' });
  for (const { resolve } of all) resolve('here');
  await Promise.all(all.map(({ ended }) => ended));
  const late = begin('user:late');
  late.resolve('here');
  expect(await late.ended).toBe('here');
});
