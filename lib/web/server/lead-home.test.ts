import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { leadHome } from './lead-home';

async function serve(): Promise<number> {
  const server = createServer(leadHome((_request, response) => void response.end('here'))).listen(0);
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

async function ask(host: string, more: Record<string, string> = {}, path = '/es/sign-in?a=1') {
  const headers = { host, 'sec-fetch-mode': 'navigate', ...more };
  const asked = request({ port: await serve(), host: '127.0.0.1', path, headers, agent: false }).end();
  const [answer] = await once(asked, 'response');
  answer.resume();
  return { status: answer.statusCode, to: answer.headers.location };
}

test.each(['127.0.0.1:3000', '[::1]:3000', '127.0.0.1'])(
  'a page at %s leads to the printed address',
  async (host) => {
    expect(await ask(host)).toEqual({ status: 307, to: 'http://localhost:3000/es/sign-in?a=1' });
  },
);

test('what looks like another site leads to none', async () => {
  expect(await ask('127.0.0.1:3000', {}, '//evil.example')).toEqual({
    status: 307,
    to: 'http://localhost:3000//evil.example',
  });
});

test.each<[string, string, Record<string, string>]>([
  ['a page at the printed address', 'localhost:3000', {}],
  ['a page behind a tunnel', 'pista.example', {}],
  ['what is no page', '127.0.0.1:3000', { 'sec-fetch-mode': 'cors' }],
  ['a program', '127.0.0.1:3000', { 'sec-fetch-mode': '' }],
])('%s stays', async (_what, host, more) => {
  expect(await ask(host, more)).toEqual({ status: 200, to: undefined });
});
