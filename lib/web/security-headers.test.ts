import { afterEach, expect, test } from 'vitest';
import { env } from '@/lib/core/env';
import { contentSecurityPolicy } from './security-headers';

const picturesIn = (policy: string) =>
  policy.split('; ').find((directive) => directive.startsWith('img-src')) ?? '';

afterEach(() => {
  delete env().MAP_TILES_URL;
});

test('pictures come from the host of the map’s tiles where one is configured, and from nowhere else', () => {
  const without = picturesIn(contentSecurityPolicy('a'));
  expect(without).toBe("img-src 'self' data: blob: https://*.stripe.com");
  env().MAP_TILES_URL = 'https://tiles.example/{z}/{x}/{y}.png?key=1';
  expect(picturesIn(contentSecurityPolicy('a'))).toBe(`${without} https://tiles.example`);
});
