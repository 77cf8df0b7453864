import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Fault, Faults, faultSchema } from './faults';

export type Request = {
  method: string;
  path: string;
  /** As it was sent, still encoded. */
  rawPath: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  /** As text. */
  body: string;
  bytes: Buffer;
};

export type Reply = {
  status?: number;
  headers?: Record<string, string>;
  /** Text and bytes are sent as they are, anything else as JSON. */
  body?: string | Buffer | Record<string, unknown> | readonly unknown[];
};

export type Handler = (request: Request) => Reply | Promise<Reply>;
export type Running = { url: string; faults: Faults; close: () => Promise<void> };

const MAX_BODY_BYTES = 4 * 1024 * 1024;

/**
 * Plays one provider on its own origin. `POST /_faults` adds a fault, `GET` lists and `DELETE` clears them, and
 * `refusal` writes a `status` fault as that provider would; other requests pass the faults to `handler`, except paths
 * under `/_`.
 */
export async function serve(
  handler: Handler,
  port: number,
  faults = new Faults(),
  refusal: (fault: Fault) => Record<string, unknown> = plainRefusal,
): Promise<Running> {
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing, handler, faults, refusal).catch((error: unknown) => {
      if (!outgoing.headersSent) send(outgoing, { status: 500, body: { error: String(error) } });
      else outgoing.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The port that a server listens on. */
export const portOf = (server: Server): number => (server.address() as AddressInfo).port;

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  handler: Handler,
  faults: Faults,
  refusal: (fault: Fault) => Record<string, unknown>,
) {
  const url = new URL(incoming.url ?? '/', 'http://sandbox');
  const bytes = await readBody(incoming);
  const request: Request = {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    rawPath: incoming.url?.split('?', 1)[0] ?? '/',
    query: url.searchParams,
    headers: incoming.headers,
    body: bytes.toString('utf8'),
    bytes,
  };
  if (request.path === '/_faults') return send(outgoing, switchFaults(request, faults));

  const fault = request.path.startsWith('/_') ? undefined : faults.take(request.method, request.path);
  if (fault?.mode === 'refuse') return incoming.socket.destroy();
  if (fault?.mode === 'hang') return;
  if (fault?.mode === 'delay') await faults.hold(fault.delay_ms);
  if (fault?.mode === 'status') return send(outgoing, failure(fault, refusal));
  const reply = await handler(request);
  if (fault?.mode === 'cut') return incoming.socket.destroy();
  if (fault?.mode === 'late') await faults.hold(fault.delay_ms);
  return send(outgoing, reply);
}

function switchFaults(request: Request, faults: Faults): Reply {
  if (request.method === 'DELETE') faults.clear();
  if (request.method === 'POST') {
    const parsed = faultSchema.safeParse(JSON.parse(request.body));
    if (!parsed.success) return { status: 400, body: { error: parsed.error.message } };
    faults.add(parsed.data);
  }
  return { body: { faults: faults.list(), requests: faults.requests, hits: faults.hits } };
}

const failure = (fault: Fault, refusal: (fault: Fault) => Record<string, unknown>): Reply => ({
  status: fault.status,
  headers: fault.retry_after === undefined ? {} : { 'retry-after': String(fault.retry_after) },
  body: refusal(fault),
});

const plainRefusal = () => ({ error: { type: 'api_error', message: 'The sandbox was told to fail.' } });

/** What was sent, up to four megabytes. */
export async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY_BYTES) throw new Error('body too large for the sandbox');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function send(outgoing: ServerResponse, reply: Reply): void {
  const { status = 200, headers = {}, body = '' } = reply;
  const json = typeof body !== 'string' && !Buffer.isBuffer(body);
  outgoing.writeHead(status, { ...(json ? { 'content-type': 'application/json' } : {}), ...headers });
  outgoing.end(json ? JSON.stringify(body) : body);
}
