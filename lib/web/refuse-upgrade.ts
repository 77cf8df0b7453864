import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { requestIdFrom } from '@/lib/core/request-id';
import { errorResponse } from './error-response';

/** Refuses an upgrade with the error answer of the API and ends the connection. */
export async function refuseUpgrade(request: IncomingMessage, socket: Duplex, error: unknown): Promise<void> {
  socket.on('error', () => {});
  const requestId = requestIdFrom(request.headers['x-request-id']?.toString());
  const response = errorResponse(error, requestId);
  const body = Buffer.from(await response.arrayBuffer());
  const headers = Object.entries({
    ...Object.fromEntries(response.headers),
    'x-request-id': requestId,
    'content-length': body.length,
    connection: 'close',
  });
  const head = [`HTTP/1.1 ${response.status} ${STATUS_CODES[response.status]}`];
  for (const [name, value] of headers) head.push(`${name}: ${value}`);
  socket.end(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]));
}
