import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { apiHeaders } from '@/lib/web/security-headers';
import type { Case } from './cases';
import { gather } from './crowd';
import { readDocument } from './document';
import { fuzz } from './fuzz';
import { startJudging } from './judge';
import { startKnowing } from './known';
import { startSending } from './send';

const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const refusal = json({ $ref: '#/components/schemas/Refusal' });
const size = { type: 'integer', minimum: 1, maximum: 240 };

const whole = {
  openapi: '3.1.0',
  components: {
    schemas: {
      Refusal: { type: 'object', required: ['error'], properties: { error: { type: 'string' } } },
      Thing: { type: 'object', required: ['size'], properties: { size: { type: 'integer' } } },
    },
  },
  paths: {
    '/api/v1/things': {
      get: {
        operationId: 'getThings',
        parameters: [{ name: 'size', in: 'query', required: true, schema: size }],
        responses: { 200: json({ $ref: '#/components/schemas/Thing' }), 400: refusal },
      },
      post: {
        operationId: 'postThings',
        parameters: [],
        requestBody: json({ type: 'object', required: ['size'], properties: { size } }),
        responses: { 201: json({ $ref: '#/components/schemas/Thing' }), 400: refusal, 429: refusal },
      },
    },
  },
};

type Reply = { status: number; body: unknown; headers?: Record<string, string> };
type Asked = { method: string; size: number; fits: boolean };

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** An API as the document above describes it, but for what `spoil` answers instead. */
async function serve(spoil: (asked: Asked) => Partial<Reply> | null): Promise<string> {
  const server = createServer((request, response) => {
    answer(request, response, spoil).catch((error: unknown) =>
      response.destroy(new Error('failed', { cause: error })),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  spoil: (asked: Asked) => Partial<Reply> | null,
): Promise<void> {
  const { method = '' } = request;
  const asked = { method, ...sizeIn(request.url ?? '', await text(request)) };
  const right: Reply =
    method === 'OPTIONS'
      ? { status: 204, body: undefined, headers: { allow: 'GET, POST' } }
      : method !== 'GET' && method !== 'POST'
        ? { status: 405, body: { error: 'method' }, headers: { allow: 'GET, POST' } }
        : asked.fits
          ? { status: method === 'GET' ? 200 : 201, body: { size: asked.size } }
          : { status: 400, body: { error: 'invalid' } };
  const { status, body, headers = {} } = { ...right, ...spoil(asked) };
  const ours = { ...apiHeaders(), 'x-request-id': 'test-12345678', 'content-type': 'application/json' };
  response.writeHead(status, { ...ours, ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function sizeIn(url: string, body: string): { size: number; fits: boolean } {
  const given = new URL(url.replaceAll(/%(?![\da-f]{2})/gi, '%25'), 'http://any').searchParams.get('size');
  const value = Number(given ?? /^\{"size":(\d+)\}$/.exec(body)?.[1] ?? Number.NaN);
  return { size: value, fits: Number.isInteger(value) && value >= 1 && value <= 240 };
}

async function run(spoil: (asked: Asked) => Partial<Reply> | null, cases = 200) {
  const document = readDocument(whole);
  const crowd = gather([
    { id: 'a', email: 'a@fuzz.test', role: 'writer', writeKey: 'w', readKey: 'r' },
    { id: 'b', email: 'b@fuzz.test', role: 'owner', writeKey: 'w', readKey: 'r' },
    { id: 'c', email: 'c@fuzz.test', role: 'operator', writeKey: 'w', readKey: 'r' },
  ]);
  const { send, close } = startSending({ origin: await serve(spoil), crowd, knowledge: startKnowing() });
  closing.push(close);
  return fuzz(document.operations, { cases, seed: 1, send, judge: startJudging(document) });
}

describe('the fuzz', () => {
  test('finds nothing in an API that does as it says, and tries as many cases as it was told', async () => {
    const { findings, tried, byStatus } = await run(() => null);
    expect(findings).toEqual([]);
    expect(tried).toBe(200);
    for (const status of [200, 201, 400, 405]) expect(byStatus[status], String(status)).toBeGreaterThan(0);
  });

  const edge = ({ method, size }: Asked) => method === 'GET' && size === 240;
  test.each<[string, (asked: Asked) => Partial<Reply> | null, RegExp]>([
    [
      'a 500 at the edge of what is accepted',
      (asked) => (edge(asked) ? { status: 500 } : null),
      /^500 .*size=240/s,
    ],
    [
      'a status that is not described',
      (asked) => (edge(asked) ? { status: 418 } : null),
      /^418 is not described/,
    ],
    [
      'an answer of another shape',
      (asked) => (edge(asked) ? { body: { size: '240' } } : null),
      /must be integer/,
    ],
    [
      'a header that is missing',
      (asked) => (edge(asked) ? { headers: { 'x-content-type-options': '' } } : null),
      /x-content-type/,
    ],
    [
      'HTML where JSON is described',
      (asked) => (edge(asked) ? { headers: { 'content-type': 'text/html' } } : null),
      /text\/html/,
    ],
  ])('finds %s, and names the request', async (_title, spoil, problem) => {
    const { findings } = await run(spoil, 400);
    expect(findings.map(({ operation }) => operation)).toContain('getThings');
    for (const finding of findings) expect(finding.problem).toMatch(problem);
    expect(findings[0]?.problem).toMatch(/← GET \/api\/v1\/things/);
  });

  test('finds a connection that is dropped', async () => {
    const { findings } = await run((asked) => {
      if (edge(asked)) throw new Error('dropped');
      return null;
    }, 400);
    expect(findings[0]).toMatchObject({
      operation: 'getThings',
      problem: expect.stringContaining('no answer to'),
    });
  });

  test('counts an answer over the limit as not tried', async () => {
    let asked = 0;
    const everyThird = () => {
      asked += 1;
      return asked % 3 === 0 ? { status: 429, body: { error: 'slow' } } : null;
    };
    const { findings, tried, notTried } = await run(everyThird, 60);
    expect(findings).toEqual([]);
    expect(tried).toBe(60);
    expect(notTried).toBeGreaterThan(10);
  });

  test('says so when nothing can be tried for limits', async () => {
    const { findings, tried } = await run(() => ({ status: 429, body: { error: 'slow' } }), 10);
    expect(tried).toBe(0);
    expect(findings.map(({ problem }) => problem)).toEqual(['too few were tried', 'too few were tried']);
  });
});

test('an answer that takes too long is a finding', () => {
  const document = readDocument(whole);
  const [operation] = document.operations;
  if (!operation) throw new Error('the document has two');
  const one: Case = {
    method: 'GET',
    role: 'writer',
    segments: {},
    query: [],
    tail: '',
    headers: [],
    body: null,
  };
  const late = { request: 'GET', status: 200, headers: {}, text: '{"size":1}', ms: 30_001 };
  expect(startJudging(document)(operation, one, late)).toBe('took 30001 ms');
});
