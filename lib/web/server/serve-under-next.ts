import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { IncomingMessage, ServerResponse } from 'node:http';
import { env } from '@/lib/core/env';
import { enterRequestId } from '@/lib/core/request-id';
import { watchBody } from './cut-slow-bodies';
import { guardAnswer, refusalOfPath } from './guard-requests';
import { identify } from './identify-requests';

/**
 * Does for the server of plain `next start` what `server.ts` does around Next: ids, the sender's address, our host in
 * links, missing headers, and the pace of bodies. A path that Next would answer with 500 is not found. Node tells of
 * each request before that server hears of it.
 * @returns what ends it
 */
export function serveUnderNext(): () => void {
  subscribe(REQUEST_START, beginRequest);
  return () => void unsubscribe(REQUEST_START, beginRequest);
}

const REQUEST_START = 'http.server.request.start';
/** Answered by `app/api/[...path]/route.ts`. The request cannot be ended here, since Next's server would answer too. */
const NOT_FOUND = '/api/not-a-path';

function beginRequest(message: unknown): void {
  if (!isStart(message)) return;
  const { request, response } = message;
  enterRequestId(identify(request, response, { trustsProxy: env().TRUST_PROXY === '1' }));
  guardAnswer(request, response);
  if (refusalOfPath(request.url ?? '') !== null) request.url = NOT_FOUND;
  watchBody(request, response);
}

const isStart = (message: unknown): message is { request: IncomingMessage; response: ServerResponse } =>
  typeof message === 'object' &&
  message !== null &&
  'request' in message &&
  message.request instanceof IncomingMessage &&
  'response' in message &&
  message.response instanceof ServerResponse;
