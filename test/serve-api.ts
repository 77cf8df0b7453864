import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import { arrayBuffer } from 'node:stream/consumers';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll } from 'vitest';
import { z } from 'zod';
import { endpoints } from '@/app/api/v1/_contract/endpoints';
import { errorSchema } from '@/app/api/v1/_shapes/error-schema';
import { type Answer, type Described, pageOf } from '@/lib/web/answer';

type Handler = (request: Request, context: { params: Promise<unknown> }) => Response | Promise<Response>;
type Served = {
  pattern: RegExp;
  /** As the contract writes it. */
  path: string;
  load: () => Promise<Record<string, Handler | undefined>>;
};

const API = path.resolve(import.meta.dirname, '../app/api');

/**
 * Serves the route files of `app/api` over HTTP with their path parameters. An answer that breaks the contract
 * becomes a 599 that says why, as does a method that a route leaves to Next's bare 405.
 */
export function useApi(): () => string {
  let url: string | undefined;
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing, () => server.listening).catch((error: unknown) =>
      outgoing.destroy(new Error('failed', { cause: error })),
    );
  });
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return () => {
    if (url === undefined) throw new Error('the API is served only while tests run');
    return url;
  };
}

/** The same, with the app's address set to it, for jobs that are called there. */
export function useApiAtHome(): () => string {
  const api = useApi();
  beforeAll(() => {
    // biome-ignore lint/style/noProcessEnv: the environment of this test file
    process.env.NEXTAUTH_URL = api();
  });
  return api;
}

/** Next's own order: a fixed segment before a parameter, a parameter before a catch-all. */
const rank = (file: string) => file.replaceAll('[...', '\u{10ffff}').replaceAll('[', '\u{10fffe}');

const served: Served[] = readdirSync(API, { recursive: true, encoding: 'utf8' })
  .filter((file) => path.basename(file) === 'route.ts')
  .toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))
  .map((file) => ({
    pattern: patternOf(path.dirname(file).replaceAll(path.sep, '/')),
    path: path
      .dirname(file)
      .replaceAll(path.sep, '/')
      .replace(/^v1/, '')
      .replace(/\[(\w+)\]/g, '{$1}'),
    load: () => import(path.join(API, file)),
  }));

function patternOf(folder: string): RegExp {
  const segments = folder
    .split('/')
    .map((segment) =>
      segment.replace(/^\[\.\.\.(\w+)\]$/, '(?<$1>.+)').replace(/^\[(\w+)\]$/, '(?<$1>[^/]+)'),
    );
  return new RegExp(`^/api/${segments.join('/')}$`);
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  isServed: () => boolean,
): Promise<void> {
  const request = await requestOf(incoming);
  // A route that is loaded after the file's end would be the next file's, with the environment of this one.
  if (!isServed()) return void outgoing.destroy();
  const response = await respond(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

async function respond(request: NextRequest): Promise<Response> {
  const { pathname } = request.nextUrl;
  for (const { pattern, path: where, load } of served) {
    const match = pattern.exec(pathname);
    if (!match) continue;
    const handler = (await load())[request.method];
    const params = Object.fromEntries(
      Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
    if (!handler) return new Response(`${where} does not export ${request.method}`, { status: 599 });
    const response = await handler(request, { params: Promise.resolve(params) });
    const problem = await deviation(request.method, where, response.clone());
    return problem === null ? response : new Response(problem, { status: 599 });
  }
  return new Response(null, { status: 404 });
}

async function requestOf(incoming: IncomingMessage): Promise<NextRequest> {
  const { method = 'GET', headers, url = '/' } = incoming;
  const init = {
    method,
    headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
  };
  const address = new URL(url, `http://${headers.host}`);
  if (method === 'GET' || method === 'HEAD') return new NextRequest(address, init);
  return new NextRequest(address, { ...init, body: await arrayBuffer(incoming) });
}

/** How an answer breaks the contract, or null. */
async function deviation(method: string, where: string, response: Response): Promise<string | null> {
  const endpoint = endpoints.find((candidate) => candidate.method === method && candidate.path === where);
  if (!endpoint) return null;
  const { answer, unfit, preview } = endpoint.handler.options;
  const previewed = preview && response.status === 200;
  if (response.ok && response.status !== answer.status && !previewed)
    return `${response.status} is not described`;
  if (response.ok && (answer.status === 204 || 'mediaType' in answer)) return null;
  const schema = response.ok ? schemaOf(answer) : refusalOf(unfit, response.status);
  const { error } = schema.safeParse(await response.json());
  return error ? `${method} ${where} is not as described: ${error.message}` : null;
}

const refusalOf = (unfit: Described['unfit'], status: number) =>
  status === 503 && unfit ? unfit : errorSchema;

function schemaOf(answer: Answer): z.ZodType {
  if ('list' in answer) return pageOf(answer.list);
  return 'json' in answer ? answer.json : z.never();
}
