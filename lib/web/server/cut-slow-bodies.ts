import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** A sender must send so many bytes in each period, 16 KiB a second, until its body is whole. */
export const BODY_PACE = { periodMs: 30_000, bytes: 30 * 16 * 1024 } as const;

type Pace = { periodMs: number; bytes: number };

/**
 * Runs before the app and cuts off who sends a body too slowly. A large photo may take minutes, while a sender who
 * only keeps connections busy is cut at the first period.
 */
export function cutSlowBodies(handle: RequestListener, pace: Pace = BODY_PACE): RequestListener {
  return (request, response) => {
    watchBody(request, response, pace);
    handle(request, response);
  };
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** Cuts off the sender of this request when its body comes too slowly. */
export function watchBody(
  request: IncomingMessage,
  response: ServerResponse,
  { periodMs, bytes }: Pace = BODY_PACE,
): void {
  if (!hasBody(request)) return;
  const { socket } = request;
  let seen = socket.bytesRead;
  const timer = setInterval(() => {
    const came = socket.bytesRead - seen;
    seen = socket.bytesRead;
    if (request.complete || socket.destroyed) clearInterval(timer);
    // An answer that was given before the body was whole needs no more of it.
    else if (came < bytes || response.writableFinished) cut(request, response);
  }, periodMs);
  request.once('close', () => clearInterval(timer));
}

/** As Node does it after `requestTimeout`. */
function cut({ socket }: IncomingMessage, { headersSent }: ServerResponse): void {
  if (headersSent) socket.destroy();
  else socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n', () => socket.destroy());
}
