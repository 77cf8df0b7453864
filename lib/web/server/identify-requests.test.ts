import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { currentRequestId } from '@/lib/core/request-id';
import { useKeptLog } from '@/test/kept-log';
import { identifyRequests } from './identify-requests';

const lines = useKeptLog();

async function serve(handle: RequestListener): Promise<string> {
  const server = createServer(identifyRequests(handle, { trustsProxy: false })).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

/** Answers with the id under which it runs and the id that it can read. */
const tellId: RequestListener = (request, response) => {
  setImmediate(() => response.end(`${currentRequestId()} ${request.headers['x-request-id']}`));
};

/** What an earlier file of this process left to do may write other lines. */
const written = () => lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request');

test('a page is one line, under the id that its work and its answer carry', async () => {
  const origin = await serve(tellId);
  const answer = await fetch(`${origin}/es/clubs/norte?token=secret`, { method: 'POST' });
  const id = answer.headers.get('x-request-id');
  expect(await answer.text()).toBe(`${id} ${id}`);
  await expect.poll(written).toEqual([
    expect.objectContaining({
      requestId: id,
      method: 'POST',
      path: '/es/clubs/norte',
      status: 200,
      ms: expect.any(Number),
      msg: 'request',
    }),
  ]);
  expect(lines.join()).not.toContain('secret');
});

test('an id that came along is kept, one that is not fit for a log is not', async () => {
  const origin = await serve(tellId);
  const idFor = async (given: string) =>
    (await fetch(origin, { headers: { 'x-request-id': given } })).headers.get('x-request-id');
  expect(await idFor('from-the-balancer-1')).toBe('from-the-balancer-1');
  expect(await idFor('"} {"level":60')).toMatch(/^[\da-f-]{36}$/);
});

test('what asks for the parts of a page reaches a page alone', async () => {
  const origin = await serve((request, response) => response.end(String(request.headers.rsc)));
  const askedAt = async (path: string) => (await fetch(origin + path, { headers: { rsc: '1' } })).text();
  expect(await askedAt('/api/v1/clubs?page=2')).toBe('undefined');
  expect(await askedAt('/es/clubs')).toBe('1');
});

test.each(['/api/v1/clubs', '/_next/static/a', '/favicon.ico', '/metrics'])(
  '%s has an id, and no line of its own',
  async (path) => {
    const origin = await serve(tellId);
    expect((await fetch(origin + path)).headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    await fetch(`${origin}/en`);
    await expect.poll(() => written().map((line) => line.path)).toEqual(['/en']);
  },
);

test('a page whose reader went away says so', async () => {
  const origin = await serve((_, response) => void response.write('half'));
  const leaving = new AbortController();
  const answer = await fetch(`${origin}/es`, { signal: leaving.signal });
  leaving.abort();
  await answer.text().catch(() => {});
  await expect.poll(written).toMatchObject([{ path: '/es', status: 'gone' }]);
});
