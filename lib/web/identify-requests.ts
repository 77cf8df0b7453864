import type { IncomingMessage, RequestListener } from 'node:http';
import { log } from '@/lib/core/log';
import { requestIdFrom, withRequestId } from '@/lib/core/request-id';

/** What `route()` writes a line about itself, with who asked; and files, which nobody looks for in a log. */
const UNWRITTEN = /^\/(?:api|_next|metrics)(?:\/|$)|\.\w+$/;

/**
 * Gives each request, where it comes in, the id that every line and event it causes will carry, tells it in the
 * answer, and writes one line about each page and each action once it was answered. Where no proxy of ours stands in
 * front, what it says of the address it comes from gives way to the one at the other end of the line.
 */
export function identifyRequests(
  handle: RequestListener,
  { trustsProxy }: { trustsProxy: boolean },
): RequestListener {
  return (request, response) => {
    if (!trustsProxy || !request.headers['x-forwarded-for']) {
      request.headers['x-forwarded-for'] = request.socket.remoteAddress ?? '';
    }
    const startedMs = performance.now();
    const requestId = requestIdFrom(request.headers['x-request-id']?.toString());
    request.headers['x-request-id'] = requestId;
    response.setHeader('X-Request-Id', requestId);
    const path = pathOf(request);
    // It asks for the parts of a page, and an endpoint has none: Next would send whoever asks elsewhere.
    if (path.startsWith('/api/')) delete request.headers.rsc;
    if (!UNWRITTEN.test(path)) {
      response.once('close', () => {
        const ms = Math.round(performance.now() - startedMs);
        const status = response.writableFinished ? response.statusCode : 'gone';
        log().info({ requestId, method: request.method, path, status, ms }, 'request');
      });
    }
    withRequestId(requestId, () => handle(request, response));
  };
}

/** Without the query, which may hold what somebody signs in with. */
const pathOf = ({ url = '' }: IncomingMessage) => url.split('?', 1)[0] ?? '';
