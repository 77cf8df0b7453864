import { NextRequest } from 'next/server';
import { expect, test } from 'vitest';
import { cookieOptions } from './lib/auth/session-cookie';

// biome-ignore lint/style/noProcessEnv: the app of this test file is reached over https
process.env.NEXTAUTH_URL = 'https://pista.example';
const { proxy } = await import('./proxy');

test('the cookies of a first page, its language and its visitor, are sent over https alone', async () => {
  const headers = { host: 'pista.example', 'accept-language': 'en' };
  const answer = await proxy(new NextRequest('https://pista.example/es', { headers }));
  expect(answer.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^NEXT_LOCALE=es;.*; Secure;/i),
    expect.stringMatching(/^__Host-pista-visitor=.*; Secure;/i),
  ]);
});

test('and so is every other', () => {
  expect(cookieOptions()).toEqual({ httpOnly: true, sameSite: 'lax', path: '/', secure: true });
});
