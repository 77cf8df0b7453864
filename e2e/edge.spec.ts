import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { baseUrl } from './environment';
import { expect, test } from './fixtures';

type Asked = { method?: string; headers?: Record<string, string>; body?: string };
type Answer = { status: number; headers: Record<string, string>; body: string };

/** Sends any path, method and host unchanged, which a browser and fetch would not. */
const ask = (path: string, { method = 'GET', headers = {}, body }: Asked = {}) =>
  new Promise<Answer>((resolve, reject) => {
    const { hostname, port } = new URL(baseUrl());
    const sent = request({ hostname, port, path, method, headers }, async (answer) => {
      const told = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
      resolve({
        status: answer.statusCode ?? 0,
        headers: Object.fromEntries(told),
        body: await text(answer),
      });
    });
    sent.on('error', reject).end(body);
  });

/** Headers of every answer: no sniffing, no framing, no foreign scripts. */
function expectGuarded({ headers }: Answer, about: string): void {
  expect(headers['x-content-type-options'], about).toBe('nosniff');
  expect(headers['x-frame-options'], about).toBe('DENY');
  expect(headers['content-security-policy'], about).toMatch(
    /default-src '(none|self)'.*frame-ancestors 'none'/,
  );
  expect(headers['x-request-id'], about).toBeTruthy();
}

test.describe('what is no request for anything of ours', () => {
  for (const path of [
    '/%ff',
    '/%',
    '/es/%ff',
    '/es/clubs/%',
    '/%00',
    '/api/v1/clubs/%ff',
    '/_next/static/%ff',
    '/api/auth/%',
    '/metrics/%c0',
  ]) {
    test(`the path ${path} is refused`, async () => {
      const answer = await ask(path);
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.body)).toMatchObject({ error: 'invalid_input' });
      expectGuarded(answer, path);
    });
  }

  for (const path of ['*', 'http://evil.example/es', 'es']) {
    test(`the target ${path} is refused`, async () => {
      const answer = await ask(path, { method: path === '*' ? 'OPTIONS' : 'GET' });
      expect(answer.status).toBe(400);
    });
  }

  for (const [method, path] of [
    ...['/', '/es', '/api/v1/clubs', '/api/auth/csrf', '/metrics', '/nowhere'].map((path) => ['TRACE', path]),
    ...['PROPFIND', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].map((method) => [method, '/es']),
    ['PATCH', '/api/inngest'],
    ['DELETE', '/api/auth/csrf'],
  ] as const) {
    test(`${method} ${path} is refused, with what is possible`, async () => {
      const answer = await ask(path ?? '', { method: method ?? '' });
      expect(answer.status).toBe(405);
      expect(answer.headers.allow).toContain('GET');
      expectGuarded(answer, `${method} ${path}`);
    });
  }
});

test('every answer is guarded, found or not', async () => {
  const page = await ask('/es');
  const script = /\/_next\/static\/[^"]+\.js/.exec(page.body)?.[0] ?? '';
  const found = [
    '/es',
    '/',
    '/favicon.ico',
    '/icon.svg',
    '/robots.txt',
    '/sitemap.xml',
    script,
    '/api/auth/csrf',
    '/api/v1/health/live',
  ];
  for (const path of found) {
    const answer = await ask(path);
    expect([200, 307], path).toContain(answer.status);
    expectGuarded(answer, path);
  }
  const missing = ['/es/none', '/_next/static/none.js', '/_next/none', '/api', '/api/none', '/api/v1/none'];
  const near = [
    '/apix',
    '/ws',
    '/metricsfoo',
    '/metrics/foo',
    '/api/auth/none',
    '/api/auth',
    '/_nextfoo',
    '/robots.txtx',
    '/sitemaps/9.xml',
    '/icons/none.png',
  ];
  for (const path of [...missing, ...near]) {
    const answer = await ask(path);
    expectGuarded(answer, path);
    const last = answer.status === 307 ? await ask(answer.headers.location ?? '') : answer;
    expect(last.status, path).toBe(404);
    expectGuarded(last, path);
  }
});

test('no address that we give out is made of what the sender says of ours', async () => {
  const claims = [
    { host: 'evil.example' },
    { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'gopher', 'x-forwarded-port': '666' },
    { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' },
  ];
  const paths = [
    '/',
    '/es',
    '/en/courts?city=Madrid',
    '/api/v1/clubs?page_size=1',
    '/api/auth/signin',
    '/es//evil.example',
    '//evil.example/..',
  ];
  for (const headers of claims) {
    for (const path of paths) {
      const answer = await ask(path, { headers });
      const told = JSON.stringify(answer.headers) + answer.body;
      expect(told.replaceAll(path, ''), path).not.toMatch(/https?:\/\/evil|gopher|:666\b/);
    }
    const { headers: told } = await ask('/es', { headers });
    expect(told.link).toContain(`<${baseUrl()}/es>; rel="alternate"`);
    const { location } = (await ask('/', { headers })).headers;
    expect(new URL(location ?? '', baseUrl()).origin).toBe(baseUrl());
  }
});

test.describe('a form', () => {
  const BOUNDARY = 'between';
  const TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

  /** The fields of the theme form, as a browser without scripts sends them. */
  async function themeForm(theme: string, padding = ''): Promise<string> {
    const { body } = await ask('/es');
    const action =
      /name="(\$ACTION_ID_\w+)"/.exec(body.slice(body.indexOf('value="dark"') - 2_000))?.[1] ?? '';
    expect(action).not.toBe('');
    const part = (name: string, value: string) =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    return `${part(action, '')}${part('theme', theme)}${part('padding', padding)}--${BOUNDARY}--\r\n`;
  }
  const post = async (body: string, headers: Record<string, string>) =>
    ask('/es', { method: 'POST', body, headers: { 'content-type': TYPE, ...headers } });

  test('of our own page is taken', async () => {
    const answer = await post(await themeForm('dark'), { origin: baseUrl() });
    expect(answer.status).toBeLessThan(400);
    expect(answer.headers['set-cookie']).toContain('pista-theme=dark');
  });

  for (const headers of [
    {},
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
    { origin: 'http://evil.example', host: 'evil.example' },
  ]) {
    test(`from elsewhere (${JSON.stringify(headers)}) is refused`, async () => {
      const answer = await post(await themeForm('dark'), headers);
      expect(answer.status).toBe(403);
      expect(answer.headers['set-cookie'] ?? '').not.toContain('pista-theme');
      expectGuarded(answer, 'forbidden');
    });
  }

  for (const [title, status, body, headers] of [
    ['without a boundary', 400, (form) => form, { 'content-type': 'multipart/form-data' }],
    ['with another boundary', 400, (form) => form, { 'content-type': 'multipart/form-data; boundary=other' }],
    ['that was cut off', 400, (form) => form.slice(0, -20), {}],
    ['that is empty', 400, () => '', {}],
    ['of 70 KB', 413, (form) => form + 'x'.repeat(70_000), {}],
    ['of 70 KB in chunks', 413, (form) => form + 'x'.repeat(70_000), { 'transfer-encoding': 'chunked' }],
    [
      'of an action that is no list',
      400,
      () => 'garbage',
      { 'content-type': 'text/plain', 'next-action': '00' },
    ],
    ['of an action without a list', 400, (form) => form, { 'next-action': '00' }],
  ] satisfies [string, number, (form: string) => string, Record<string, string>][]) {
    test(`${title} is refused`, async () => {
      const answer = await post(body(await themeForm('dark')), { origin: baseUrl(), ...headers });
      expect(answer.status).toBe(status);
      expectGuarded(answer, title);
    });
  }
});
