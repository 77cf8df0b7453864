import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '@/lib/core/errors';
import { makeUser } from '@/test/factories';
import { apiRequest, browserHeaders, keyHeaders, pathParams } from '@/test/requests';
import { paged } from './paging';
import { json, route } from './route';

const url = 'http://localhost:3000/api/v1/things/7';
const params = Promise.resolve({ id: '7' });

const echo = route(
  {
    auth: 'public',
    params: z.object({ id: z.coerce.number().int() }),
    query: z.object({ city: z.string().optional() }),
    body: z.strictObject({ name: z.string().min(2), note: z.unknown().optional() }),
  },
  ({ params: { id }, query, body }) => ({ id, city: query.city, name: body.name }),
);

const post = (body: BodyInit | null, headers: Record<string, string> = {}, search = '') =>
  echo(
    new Request(url + search, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    }),
    { params },
  );

describe('an endpoint', () => {
  it('hands the parsed request to its verb and answers JSON that nobody keeps', async () => {
    const response = await post('{"name":"Ana"}', { 'x-request-id': 'abc-12345678' }, '?city=Madrid');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ id: 7, city: 'Madrid', name: 'Ana' });
    expect(response.headers.get('x-request-id')).toBe('abc-12345678');
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('says how many bytes it answers, which are more than letters', async () => {
    const response = await post('{"name":"Íñigo"}');
    const bytes = await response.arrayBuffer();
    expect(response.headers.get('content-length')).toBe(String(bytes.byteLength));
  });

  const deep = `{"name":"Ana","note":${'['.repeat(30)}${']'.repeat(30)}}`;
  it.each([
    ['text instead of JSON', 'hello', { 'content-type': 'text/plain' }, 415],
    ['a form', 'name=Ana', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['a packed body', '{"name":"Ana"}', { 'content-encoding': 'gzip' }, 415],
    ['70 KB', JSON.stringify({ name: 'x'.repeat(70_000) }), {}, 413],
    ['broken JSON', '{"name":', {}, 400],
    ['an unknown key', '{"name":"Ana","price":1}', {}, 400],
    ['__proto__', '{"name":"Ana","note":{"__proto__":{"operator":true}}}', {}, 400],
    ['nesting beyond 20', deep, {}, 400],
    ['NUL', '{"name":"A\\u0000na"}', {}, 400],
    ['half a surrogate pair', '{"name":"A\\ud800"}', {}, 400],
    ['bytes that are not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), {}, 400],
    ['no body where one is needed', null, {}, 400],
  ])('refuses %s', async (_title, body, headers, status) => {
    const response = await post(body, headers);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      error: expect.any(String),
      request_id: expect.any(String),
    });
  });

  it('names each field that is wrong, and each that it does not know', async () => {
    const response = await post('{"name":"A","price":1,"constructor":2}');
    expect(await response.json()).toMatchObject({
      error: 'invalid_input',
      fields: { name: [expect.any(String)], price: [expect.any(String)], constructor: [expect.any(String)] },
    });
  });

  it('cuts a body that is longer than it claims', async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 1;
        controller.enqueue(new TextEncoder().encode('x'.repeat(10_000)));
      },
    });
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      body: endless,
      headers: { 'content-type': 'application/json' },
      duplex: 'half',
    };
    expect((await echo(new Request(url, init), { params })).status).toBe(413);
    expect(sent).toBeLessThan(12);
  });

  it('answers 404 for a path that cannot exist and 400 for a parameter given twice', async () => {
    const request = () => new Request(url, { method: 'POST', body: '{"name":"Ana"}' });
    expect((await echo(request(), { params: Promise.resolve({ id: 'x' }) })).status).toBe(404);
    expect((await post('{"name":"Ana"}', {}, '?city=a&city=b')).status).toBe(400);
  });

  it('turns an AppError into its answer and keeps anything else to itself', async () => {
    const failing = (error: Error) =>
      route({ auth: 'public' }, () => {
        throw error;
      })(new Request(url), { params });
    const taken = await failing(new AppError('slot_taken', 'Taken.', { details: { alternatives: [] } }));
    expect(taken.status).toBe(409);
    expect(await taken.json()).toMatchObject({ error: 'slot_taken', message: 'Taken.', alternatives: [] });
    const busy = await failing(new AppError('service_unavailable', 'Later.', { retryAfterSeconds: 2.2 }));
    expect(busy.headers.get('retry-after')).toBe('3');
    const broken = await failing(new Error('password=hunter2'));
    expect(broken.status).toBe(500);
    expect(await broken.text()).not.toContain('hunter2');
  });

  it('lets a handler choose its status and its caching', async () => {
    const created = route({ auth: 'public' }, () =>
      json({ id: 1 }, 201, { 'Cache-Control': 'public, max-age=5' }),
    );
    const response = await created(new Request(url), { params });
    expect(response.status).toBe(201);
    expect(response.headers.get('cache-control')).toBe('public, max-age=5');
    const nothing = await route({ auth: 'public' }, () => undefined)(new Request(url), { params });
    expect(nothing.status).toBe(204);
  });

  it('will not be built over a body schema that lets unknown keys pass', () => {
    expect(() => route({ auth: 'public', body: z.object({}) }, () => null)).toThrow('strictObject');
  });
});

describe('who may come in', () => {
  const who = (auth: 'public' | 'optional' | 'required' | 'operator') =>
    route({ auth }, ({ ctx }) => ({ kind: ctx.actor.kind }));
  const statuses = async (headers: Record<string, string>) => {
    const ask = (auth: Parameters<typeof who>[0]) =>
      who(auth)(apiRequest('/api/v1/x', { headers }), pathParams());
    const answers = await Promise.all([ask('public'), ask('optional'), ask('required'), ask('operator')]);
    return answers.map(({ status }) => status);
  };

  it.each<[string, () => Promise<Record<string, string>>, number[]]>([
    ['nobody', async () => ({}), [200, 200, 401, 401]],
    ['a player', async () => browserHeaders(await makeUser()), [200, 200, 200, 403]],
    [
      'an operator',
      async () => browserHeaders(await makeUser({ operatorSince: new Date() })),
      [200, 200, 200, 200],
    ],
    [
      'a session that ended',
      async () => browserHeaders(await makeUser(), { sessionVersion: 9 }),
      [200, 200, 401, 401],
    ],
    ['a bad key', async () => ({ authorization: 'Token bad' }), [200, 401, 401, 401]],
    [
      'an erased account',
      async () => browserHeaders(await makeUser({ erasedAt: new Date() })),
      [200, 200, 401, 401],
    ],
  ])('%s is answered by who is asked for', async (_title, headers, expected) => {
    expect(await statuses(await headers())).toEqual(expected);
  });

  it('lets a key that may only read post to what changes nothing', async () => {
    const headers = await keyHeaders(await makeUser(), 'read');
    const preview = route({ auth: 'required', scope: 'read' }, () => ({}));
    expect((await preview(apiRequest('/api/v1/x', { method: 'POST', headers }), pathParams())).status).toBe(
      200,
    );
  });
});

describe('a list', () => {
  it('names the address of its next page, with everything else that was asked', () => {
    const at = (page: number) =>
      paged([1, 2], {
        page,
        pageSize: 2,
        count: 5,
        url: 'http://internal:1/api/v1/clubs?city=Madrid&page=9',
      }).next;
    expect(at(2)).toBe('http://localhost:3000/api/v1/clubs?city=Madrid&page=3');
    expect(at(3)).toBeNull();
  });
});
