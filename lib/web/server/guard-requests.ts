import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import onHeaders from 'on-headers';
import { env } from '@/lib/core/env';
import { AppError } from '@/lib/core/errors';
import { requestIdFrom } from '@/lib/core/request-id';
import { errorResponse } from '../error-response';
import { apiHeaders } from '../security-headers';

/** The methods that any path may be asked with. Each path says which of them it knows. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Runs before Next, guards its answers and refuses what Next would answer with 500. */
export function guardRequests(handle: RequestListener): RequestListener {
  return (request, response) => {
    guardAnswer(request, response);
    const refusal = refusalOf(request);
    if (refusal === null) handle(request, response);
    else void refuseRequest(request, response, refusal);
  };
}

/** Makes links begin with `NEXTAUTH_URL`, and adds the API's security headers to an answer without its own. */
export function guardAnswer(request: IncomingMessage, response: ServerResponse): void {
  onHeaders(response, addMissingHeaders);
  // Next flushes the headers right before the first part of a body, which costs a packet and a tenth of a small answer.
  response.flushHeaders = withFirstPart;
  nameOurHost(request);
}

/** Headers leave with what is written next. */
const withFirstPart = () => {};

/** Static files are kept for a year. Pages set their own time. */
function addMissingHeaders(this: ServerResponse): void {
  const { 'Cache-Control': _, ...defaults } = apiHeaders();
  for (const [name, value] of Object.entries(defaults)) {
    if (!this.hasHeader(name)) this.setHeader(name, value);
  }
}

/** Read once, because each request asks for it. */
let site: URL | undefined;

/** Links must not depend on the Host header, which the sender chooses. */
function nameOurHost({ headers }: IncomingMessage): void {
  site ??= new URL(env().NEXTAUTH_URL);
  headers.host = site.host;
  headers['x-forwarded-host'] = site.host;
  headers['x-forwarded-proto'] = site.protocol.slice(0, -1);
  delete headers['x-forwarded-port'];
  delete headers.forwarded;
}

function refusalOf({ method = '', url = '' }: IncomingMessage): AppError | null {
  if (!METHODS.includes(method)) {
    return new AppError('method_not_allowed', `${method} is not possible, only ${METHODS.join(', ')}.`);
  }
  return refusalOfPath(url);
}

/** Why a request's target is no path that Next could read. Null for one that it can. */
export function refusalOfPath(url: string): AppError | null {
  if (!url.startsWith('/')) return new AppError('invalid_input', 'Ask for a path.');
  return isDecodable(url.split('?', 1).join())
    ? null
    : new AppError('invalid_input', 'The path is not percent-encoded UTF-8.');
}

function isDecodable(path: string): boolean {
  try {
    return !decodeURIComponent(path).includes('\0');
  } catch {
    return false;
  }
}

async function refuseRequest(request: IncomingMessage, response: ServerResponse, error: AppError) {
  const answer = errorResponse(error, requestIdFrom(request.headers['x-request-id']?.toString()));
  response.writeHead(answer.status, {
    ...Object.fromEntries(answer.headers),
    'Cache-Control': 'no-store',
    ...(error.code === 'method_not_allowed' && { Allow: METHODS.join(', ') }),
  });
  response.end(Buffer.from(await answer.arrayBuffer()));
}
