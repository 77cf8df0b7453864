import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

export type FrontDoor = { url: string; close: () => Promise<void> };

const PATIENCE_MS = 10_000;

/**
 * A load balancer before the app's processes: each request goes to one that is up, waits when none is, and breaks
 * when that one dies.
 */
export async function startProxy(livePorts: () => number[]): Promise<FrontDoor> {
  let turn = 0;
  const next = () => {
    const ports = livePorts();
    turn += 1;
    return ports[turn % Math.max(1, ports.length)];
  };
  const server = createServer(async (incoming, outgoing) => {
    const port = await untilSome(next);
    if (port === undefined) outgoing.writeHead(502).end();
    else pass(incoming, outgoing, port);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : '';
  return {
    url: `http://localhost:${port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function untilSome(next: () => number | undefined): Promise<number | undefined> {
  const deadline = Date.now() + PATIENCE_MS;
  let port = next();
  while (port === undefined && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    port = next();
  }
  return port;
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, port: number): void {
  const { method, url, headers } = incoming;
  const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
    answer.once('error', () => outgoing.destroy());
  });
  onward.once('error', () => outgoing.destroy());
  outgoing.once('close', () => onward.destroy());
  incoming.pipe(onward);
}
