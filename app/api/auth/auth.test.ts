import { NextRequest } from 'next/server';
import { describe, expect, test } from 'vitest';
import { useKeptLog } from '@/test/kept-log';
import { GET, POST } from './[...nextauth]/route';

const lines = useKeptLog();
const own = { origin: 'http://localhost:3000' };
const json = { ...own, 'content-type': 'application/json' };

async function send(path: string, body: string | null, headers: Record<string, string> = json) {
  const request = new NextRequest(`http://localhost:3000/api/auth/${path}`, {
    method: 'POST',
    headers,
    body,
  });
  const nextauth = new URL(request.url).pathname.split('/').slice(3);
  return POST(request, { params: Promise.resolve({ nextauth }) });
}

describe.each(['callback/password', 'signin/email', 'signout'])('a POST to %s', (path) => {
  test.each([
    '',
    '{',
    'null',
    '[]',
    '"text"',
    '1',
    '{"csrfToken":1}',
    '{"email":{"a":"b"}}',
    '{"email":null}',
  ])('of %j, which is no form, is refused', async (body) => {
    const answer = await send(path, body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: 'invalid_input' });
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test.each(['text/plain', 'multipart/form-data; boundary=x'])('of %s is refused', async (type) => {
    expect((await send(path, 'email=a', { ...own, 'content-type': type })).status).toBe(415);
  });

  test('that is too long, or that leads elsewhere, is refused', async () => {
    expect((await send(path, 'x'.repeat(17 * 1024))).status).toBe(413);
    expect((await send(`${path}?callbackUrl=javascript:alert(1)`, '{}')).status).toBe(400);
  });
});

test.each(['_log', 'session', 'nothing'])('nobody can send anything to %s, nor to the log', async (path) => {
  const answer = await send(path, JSON.stringify({ level: 'error', code: 'a stranger’s words' }));
  expect(answer.status).toBe(404);
  expect(lines.join()).not.toContain('stranger');
});

test.each(['_log', 'nothing', 'constructor'])('there is no %s to be read', async (path) => {
  const request = new NextRequest(`http://localhost:3000/api/auth/${path}`);
  const answer = await GET(request, { params: Promise.resolve({ nextauth: [path] }) });
  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
});
