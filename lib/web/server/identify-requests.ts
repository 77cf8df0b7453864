import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { log } from '@/lib/core/log';
import { requestIdFrom, withRequestId } from '@/lib/core/request-id';

/** These paths get no log line here: `route()` writes one with the actor, and files need none. */
const UNWRITTEN = /^\/(?:api|files|_next|metrics)(?:\/|$)|\.\w+$/;

type Trust = { trustsProxy: boolean };

/** Gives each request its id, which its log lines and events carry, and the address of its sender. */
export function identifyRequests(handle: RequestListener, trust: Trust): RequestListener {
  return (request, response) => {
    const requestId = identify(request, response, trust);
    withRequestId(requestId, () => handle(request, response));
  };
}

/**
 * Writes id and address into the request's headers, and logs each page and action after its answer. Without a trusted
 * proxy the address of the connection replaces the forwarded one.
 * @returns the id
 */
export function identify(request: IncomingMessage, response: ServerResponse, { trustsProxy }: Trust): string {
  if (!trustsProxy || !request.headers['x-forwarded-for']) {
    request.headers['x-forwarded-for'] = request.socket.remoteAddress ?? '';
  }
  const startedMs = performance.now();
  const requestId = requestIdFrom(request.headers['x-request-id']?.toString());
  request.headers['x-request-id'] = requestId;
  response.setHeader('X-Request-Id', requestId);
  const path = pathOf(request);
  // Next would redirect such a request, and an endpoint has no parts of a page to give.
  if (path.startsWith('/api/')) delete request.headers.rsc;
  if (!UNWRITTEN.test(path)) {
    response.once('close', () => {
      const ms = Math.round(performance.now() - startedMs);
      const status = response.writableFinished ? response.statusCode : 'gone';
      log().info({ requestId, method: request.method, path, status, ms }, 'request');
    });
  }
  return requestId;
}

/** The path without its query, which may hold a secret. */
const pathOf = ({ url = '' }: IncomingMessage) => url.split('?', 1)[0] ?? '';
