import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Running } from '../serve';
import { startIdentity } from './start-identity';

const APP = 'http://127.0.0.1:9';

let identity: Running;
beforeAll(async () => {
  identity = await startIdentity({ port: 0, appUrl: () => APP });
});
afterAll(() => identity.close());

const configuration = z.object({ issuer: z.string(), authorization_endpoint: z.string() });

const ask = (changes: Record<string, string>) => {
  const given = {
    client_id: 'sandbox-google',
    response_type: 'code',
    scope: 'openid email',
    redirect_uri: `${APP}/api/auth/callback/google`,
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
    ...changes,
  };
  return fetch(`${identity.url}/auth?${new URLSearchParams(given)}`, { redirect: 'manual' });
};

test('says where it is, and asks on a page of its own who signs in', async () => {
  const answer = await fetch(`${identity.url}/.well-known/openid-configuration`);
  const { issuer, authorization_endpoint } = configuration.parse(await answer.json());
  expect([issuer, authorization_endpoint]).toEqual([identity.url, `${identity.url}/auth`]);
  expect((await ask({})).headers.get('location')).toMatch(/^\/interaction\//);
});

test('sends nobody to another address, and no client of another name', async () => {
  expect((await ask({ redirect_uri: 'https://evil.test/api/auth/callback/google' })).status).toBe(400);
  expect((await ask({ redirect_uri: `${APP}/api/auth/callback/apple` })).status).toBe(400);
  expect((await ask({ client_id: 'somebody' })).status).toBe(400);
});
