import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { currentRequestId } from '@/lib/core/request-id';
import { useKeptLog } from '@/test/kept-log';
import { serveUnderNext } from './serve-under-next';

const lines = useKeptLog();

/** A server that knows nothing of ours, as that of `next start`. */
async function serve(handle: RequestListener): Promise<string> {
  const server = createServer(handle).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

const tellHeaders: RequestListener = ({ headers }, response) => response.end(JSON.stringify(headers));

test('such a server believes any address and gives no id (control)', async () => {
  const origin = await serve(tellHeaders);
  const answer = await fetch(origin, { headers: { 'x-forwarded-for': '203.0.113.1' } });
  expect(answer.headers.get('x-request-id')).toBeNull();
  expect(await answer.json()).toMatchObject({ 'x-forwarded-for': '203.0.113.1' });
});

describe('told of its requests', () => {
  // What a `beforeAll` returns runs after its tests.
  beforeAll(() => serveUnderNext());

  test('it hears the address of the connection and our host, whatever the sender says', async () => {
    const origin = await serve(tellHeaders);
    const headers = { 'x-forwarded-for': '203.0.113.1', 'x-forwarded-host': 'evil.example' };
    const answer = await fetch(origin, { headers });
    expect(await answer.json()).toMatchObject({
      host: 'localhost:3000',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'localhost:3000',
    });
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('each request keeps the id that its answer carries, however many run at once', async () => {
    const origin = await serve(async (_request, response) => {
      await new Promise((resolve) => setTimeout(resolve, 10 * Math.random()));
      response.end(currentRequestId());
    });
    const ask = async () => {
      const answer = await fetch(origin);
      return [answer.headers.get('x-request-id'), await answer.text()];
    };
    const ids = await Promise.all(Array.from({ length: 20 }, ask));
    for (const [told, kept] of ids) expect(kept).toBe(told);
    expect(new Set(ids.map(([told]) => told)).size).toBe(20);
  });

  test.each(['/%ff', '/%', '/es/%e0%a4?x', '/%00', 'http://evil.example/'])(
    'Next does not hear of the path %s, which it cannot read',
    async (path) => {
      const { port } = new URL(await serve((request, response) => response.end(request.url)));
      const answer = await new Promise<IncomingMessage>((resolve, reject) =>
        request({ port, host: '127.0.0.1', path }, resolve).on('error', reject).end(),
      );
      expect(await text(answer)).toBe('/api/not-a-path');
    },
  );

  test('and hears of any other as it was sent', async () => {
    const origin = await serve((request, response) => response.end(request.url));
    expect(await (await fetch(`${origin}/es/caf%C3%A9?q=%ff%`)).text()).toBe('/es/caf%C3%A9?q=%ff%');
  });

  test('a page is one line of the log', async () => {
    const origin = await serve((_request, response) => response.end());
    const path = '/es/clubs/norte';
    await fetch(origin + path);
    const written = () => lines.map((line) => JSON.parse(line)).filter((line) => line.path === path);
    await expect.poll(written).toEqual([expect.objectContaining({ path, status: 200, msg: 'request' })]);
  });
});

test('a server of the next file in this process is left alone', async () => {
  const origin = await serve(tellHeaders);
  expect((await fetch(origin)).headers.get('x-request-id')).toBeNull();
});
