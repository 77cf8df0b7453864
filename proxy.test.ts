import { unstable_doesMiddlewareMatch } from 'next/experimental/testing/server';
import { NextRequest } from 'next/server';
import { expect, it, onTestFinished, vi } from 'vitest';
import { identify } from './lib/auth/identify';
import { preferredLocale } from './lib/core/i18n/preferred-locale';
import { config, proxy } from './proxy';
import { makeUser } from './test/factories';
import { browserHeaders } from './test/requests';

const open = (path: string, init: { method?: string; headers?: Record<string, string> } = {}) =>
  proxy(new NextRequest(`http://localhost:3000${path}`, init));

const policyOf = (response: Response) => response.headers.get('content-security-policy') ?? '';

it('gives each answer a nonce of its own and allows nothing inline', async () => {
  const [one, two] = [await open('/es'), await open('/es')];
  expect(policyOf(one)).toMatch(/script-src 'self' 'nonce-[\w+/=]{24}' 'strict-dynamic';/);
  expect(policyOf(one)).not.toBe(policyOf(two));
  expect(policyOf(one)).not.toContain('unsafe');
  expect(policyOf(one)).toContain("frame-ancestors 'none'");
  expect(one.headers.get('x-middleware-request-content-security-policy')).toBe(policyOf(one));
});

it('lets a page reach the Stripe that is configured', async () => {
  expect(policyOf(await open('/es'))).toMatch(/connect-src [^;]*http:\/\/127\.0\.0\.1:1/);
});

it('leads an address without a language to the reader’s', async () => {
  const response = await open('/courts?city=Madrid', {
    headers: { 'accept-language': 'en-GB,en;q=0.9,es;q=0.5' },
  });
  expect(response.status).toBe(307);
  expect(response.headers.get('location')).toBe('http://localhost:3000/en/courts?city=Madrid');
});

it.each([
  ['en;q=0.1, es;q=0.9', 'es'],
  ['es;q=0.1, en;q=0.9', 'en'],
  ['fr, en-GB;q=0.5, es;q=0.4', 'en'],
  ['es-419, en;q=0.9', 'es'],
  ['EN-us', 'en'],
  ['es;q=0, en;q=0.1', 'en'],
  ['fr', 'es'],
  ['enm, est', 'es'],
  ['*', 'es'],
  ['', 'es'],
  [';;q=,,q=1', 'es'],
])('reads of "%s" what the API reads of it: %s', async (accepted, locale) => {
  const response = await open('/courts', { headers: { 'accept-language': accepted } });
  expect(new URL(response.headers.get('location') ?? '').pathname).toBe(`/${locale}/courts`);
  expect(preferredLocale(accepted)).toBe(locale);
});

it('tells a page its own path, whatever the sender says of it', async () => {
  const headers = { 'x-pista-page-path': '//evil.example' };
  const response = await open('/es/ops/find?q=ana', { headers });
  expect(response.headers.get('x-middleware-request-x-pista-page-path')).toBe('/es/ops/find?q=ana');
});

it('keeps the address of a sign-in link from every other site', async () => {
  const link = await open('/es/sign-in/link?token=x');
  expect(link.headers.get('referrer-policy')).toBe('same-origin');
  expect((await open('/es')).headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
});

it('renews a session that has been used for five minutes, by looking at pages alone', async () => {
  const user = await makeUser();
  const cookieAfter = async (method: string, minutes: number) => {
    const headers = await browserHeaders(user);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * 60_000 });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const response = await open('/es', { method, headers });
    vi.useRealTimers();
    return response.cookies.get('pista-session-3000')?.value;
  };
  expect(await cookieAfter('GET', 1)).toBeUndefined();
  expect(await cookieAfter('POST', 6)).toBeUndefined();
  const renewed = await cookieAfter('GET', 6);
  const actor = await identify(new Headers({ cookie: `pista-session-3000=${renewed}` }), new Date());
  expect(actor).toMatchObject({ kind: 'person', userId: user.id });
});

const MB = 1024 * 1024;

it.each([
  ['a form of 100 KB', '/es/admin/norte/courts', MB / 10, true, 413],
  ['a photo', '/es/admin/norte/photos', 12 * MB, true, 200],
  ['a photo of nobody', '/es/admin/norte/photos', 12 * MB, false, 413],
  ['a photo of more than 20 MB', '/es/admin/norte/photos', 21 * MB, true, 303],
  ['a photo for the API’s address', '/es/admin/norte/photos/order', 12 * MB, true, 413],
])('answers %s sent to %s in its size', async (_what, path, size, signedIn, status) => {
  const headers = signedIn ? await browserHeaders(await makeUser()) : { origin: 'http://localhost:3000' };
  const form = new FormData();
  form.set('file', new File([new Uint8Array(size)], 'court.jpg'));
  const init = { method: 'POST', headers, body: form };
  const response = await proxy(new NextRequest(`http://localhost:3000${path}`, init));
  expect(response.status).toBe(status);
  if (status === 303)
    expect(response.headers.get('location')).toBe(
      'http://localhost:3000/es/admin/norte/photos?problem=large',
    );
});

it.each([
  ['/es/clubs/norte.html', true],
  ['/files/01890a5d-ac96-774b-bcce-b302099a8057/480', false],
  ['/es/ops/events/1.0', true],
  ['/robots.txt', false],
  ['/robots.txtx', true],
  ['/sitemap.xml', false],
  ['/sitemaps/0.xml', false],
  ['/sitemapsx', true],
  ['/manifest.webmanifest', false],
  ['/icons/icon-192.png', false],
  ['/share/site/es-000000000000.png', false],
  ['/favicon.ico', false],
  ['/icon.svg', false],
  ['/_next/static/chunks/main.js', false],
  ['/api/v1/clubs', false],
  ['/metrics', false],
  ['/apix', true],
  ['/ws', true],
  ['/metricsfoo', true],
  ['/_nextfoo', true],
  ['/metrics/foo', true],
])('serves %s with the headers of a page: %s', (url, isPage) => {
  expect(unstable_doesMiddlewareMatch({ config, url, nextConfig: {} })).toBe(isPage);
});

it('takes no notice of a forged session', async () => {
  const response = await open('/es', { headers: { cookie: 'pista-session-3000=forged' } });
  expect(response.cookies.get('pista-session-3000')).toBeUndefined();
});

it('gives a browser without a session a cookie by which it may book, once, and on the pages one books from', async () => {
  const cookieOf = async (path: string, cookie?: string, method = 'GET') =>
    (await open(path, { method, ...(cookie && { headers: { cookie } }) })).cookies.get('pista-visitor-3000');
  const given = await cookieOf('/es/clubs/padel-norte');
  expect(given).toMatchObject({ httpOnly: true, sameSite: 'lax' });
  const headers = new Headers({ cookie: `pista-visitor-3000=${given?.value}` });
  expect(await identify(headers, new Date())).toMatchObject({ kind: 'visitor', bookings: [] });
  expect((await cookieOf('/es/clubs/padel-norte'))?.value).not.toBe(given?.value);
  expect(await cookieOf('/es', `pista-visitor-3000=${given?.value}`)).toBeUndefined();
  expect((await cookieOf('/es', 'pista-visitor-3000=forged'))?.value).toBeDefined();
  for (const path of ['/es/account', '/es/ops', '/es/reservations'])
    expect(await cookieOf(path)).toBeUndefined();
  expect(await cookieOf('/es', undefined, 'POST')).toBeUndefined();
  const user = await browserHeaders(await makeUser());
  expect(await cookieOf('/es', user.cookie)).toBeUndefined();
});
