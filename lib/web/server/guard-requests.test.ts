import { once } from 'node:events';
import { createServer, type RequestListener, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { guardRequests } from './guard-requests';
import { identifyRequests } from './identify-requests';

type Asked = { method?: string; headers?: Record<string, string> };

/** Serves as `server.ts` does, with `handle` in place of Next. */
async function serve(handle: RequestListener) {
  const server = createServer(identifyRequests(guardRequests(handle), { trustsProxy: false }));
  server.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return (path: string, { method = 'GET', headers = {} }: Asked = {}) =>
    new Promise<{ status: number | undefined; headers: Record<string, unknown>; body: string }>(
      (resolve, reject) => {
        request({ port, host: '127.0.0.1', path, method, headers }, async (answer) =>
          resolve({ status: answer.statusCode, headers: answer.headers, body: await text(answer) }),
        )
          .on('error', reject)
          .end();
      },
    );
}

const guarded = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** Next would answer this with 500, so it must never arrive. */
const unreached: RequestListener = (_, response) => void response.writeHead(500).end();

test.each([
  ['GET', '/%ff', 400],
  ['GET', '/%', 400],
  ['GET', '/es/%e0%a4?x', 400],
  ['GET', '/%00', 400],
  ['OPTIONS', '*', 400],
  ['GET', 'http://evil.example/', 400],
  ['TRACE', '/', 405],
  ['PROPFIND', '/es', 405],
])('%s %s is refused: %i', async (method, path, status) => {
  const ask = await serve(unreached);
  const answer = await ask(path, { method });
  expect(answer).toMatchObject({ status, headers: { ...guarded, 'cache-control': 'no-store' } });
  expect(JSON.parse(answer.body)).toMatchObject({ request_id: answer.headers['x-request-id'] });
  expect(answer.headers.allow?.toString().includes('GET')).toBe(status === 405 ? true : undefined);
});

test('what is asked of a path as it should be is passed on, whatever its query is', async () => {
  const ask = await serve((request, response) => response.end(request.url));
  expect((await ask('/es/caf%C3%A9?q=%ff%')).body).toBe('/es/caf%C3%A9?q=%ff%');
});

test('an answer without security headers is given those of the API, one of its own keeps them', async () => {
  const ask = await serve((request, response) => {
    if (request.url === '/own') response.setHeader('Content-Security-Policy', "default-src 'self'");
    response.writeHead(404, { 'X-Frame-Options': 'SAMEORIGIN' }).end('<p>none</p>');
  });
  expect((await ask('/none')).headers).toMatchObject({ ...guarded, 'x-frame-options': 'SAMEORIGIN' });
  expect((await ask('/own')).headers['content-security-policy']).toBe("default-src 'self'");
  expect((await ask('/none')).headers).not.toHaveProperty('cache-control');
});

test('whoever makes an address of a request makes it of ours', async () => {
  const ask = await serve(({ headers }, response) => response.end(JSON.stringify(headers)));
  const headers = {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'gopher',
    'x-forwarded-port': '666',
    forwarded: 'host=evil.example',
  };
  const { body } = await ask('/', { headers });
  // The id of a request may hold any digits.
  const { 'x-request-id': _id, ...seen } = JSON.parse(body);
  expect(seen).toMatchObject({ host: 'localhost:3000', 'x-forwarded-proto': 'http' });
  expect(JSON.stringify(seen)).not.toMatch(/evil|gopher|666/);
});

/** The first bytes that come back on a bare connection. */
async function firstBytes(handle: RequestListener): Promise<string> {
  const server = createServer(handle).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  const socket = connect({ port: typeof address === 'object' ? (address?.port ?? 0) : 0, host: '127.0.0.1' });
  onTestFinished(() => void socket.destroy());
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  const [bytes] = await once(socket, 'data');
  return String(bytes);
}

/** Ends well after the headers could have left. */
const flushing: RequestListener = (_, response) => {
  response.flushHeaders();
  setTimeout(() => response.end('here'), 50);
};

test('headers leave together with the first part of the body, also when they are flushed', async () => {
  expect(await firstBytes(guardRequests(flushing))).toContain('here');
});

test('unguarded they leave alone (control)', async () => {
  expect(await firstBytes(flushing)).not.toContain('here');
});
