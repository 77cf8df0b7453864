import { afterEach, expect, test } from 'vitest';
import { env } from '@/lib/core/env';
import { contentSecurityPolicy } from './security-headers';

const picturesIn = (policy: string) =>
  policy.split('; ').find((directive) => directive.startsWith('img-src')) ?? '';

afterEach(() => {
  delete env().MAP_TILES_URL;
  delete env().OIDC_ISSUER;
});

test('pictures come from the host of the map’s tiles where one is configured, and from nowhere else', () => {
  const without = picturesIn(contentSecurityPolicy('a'));
  expect(without).toBe("img-src 'self' data: blob: https://*.stripe.com");
  env().MAP_TILES_URL = 'https://tiles.example/{z}/{x}/{y}.png?key=1';
  expect(picturesIn(contentSecurityPolicy('a'))).toBe(`${without} https://tiles.example`);
});

test('a form leads to ours, and to a site whose accounts sign in here', () => {
  const formsOf = (policy: string) =>
    policy.split('; ').find((directive) => directive.startsWith('form-action'));
  env().OIDC_ISSUER = 'http://127.0.0.1:9/issuer';
  expect(formsOf(contentSecurityPolicy('a'))).toBe("form-action 'self' http://127.0.0.1:9");
  delete env().OIDC_ISSUER;
  const own = "form-action 'self' https://accounts.google.com https://appleid.apple.com";
  expect(formsOf(contentSecurityPolicy('a'))).toBe(own);
  const { GOOGLE_CLIENT_ID = '', APPLE_CLIENT_ID = '' } = env();
  delete env().GOOGLE_CLIENT_ID;
  delete env().APPLE_CLIENT_ID;
  expect(formsOf(contentSecurityPolicy('a'))).toBe("form-action 'self'");
  Object.assign(env(), { GOOGLE_CLIENT_ID, APPLE_CLIENT_ID });
});
