import { clientAddress } from '@/lib/core/client-address';
import { type Actor, actorName, type Context } from '@/lib/core/context';
import { preferredLocale } from '@/lib/core/i18n/preferred-locale';
import { log } from '@/lib/core/log';
import { currentRequestId, requestIdFrom, withRequestId } from '@/lib/core/request-id';
import { admitRequest } from './admit-request';
import type { Described } from './answer';
import { errorResponse } from './error-response';
import { answerOnce, clientKeyOf, requestKeyOf, type Sender } from './idempotency';
import { assertStrict, parseRequest } from './parse-request';
import { previewAsked } from './preview';
import { receiveUpload } from './receive-upload';
import type { RouteOptions } from './route-options';
import { apiHeaders } from './security-headers';

type Call<Query, Params, Body> = { ctx: Context; query: Query; params: Params; body: Body; request: Request };

/**
 * The one shape of an endpoint: it identifies, limits, parses, runs one verb and answers with its result or its
 * error. A Response passes unchanged, undefined becomes 204, and the handler carries the `options` of which the
 * OpenAPI document is made.
 */
export function route<
  Query = undefined,
  Params = undefined,
  Body = undefined,
  Told extends Partial<Described> = object,
>(options: RouteOptions<Query, Params, Body> & Told, handler: (call: Call<Query, Params, Body>) => unknown) {
  assertStrict(options.body);
  const serve = async (request: Request, params: Promise<unknown>, from: Context): Promise<Response> => {
    const startedMs = performance.now();
    let ctx = from;
    let response: Response;
    try {
      ctx = { ...ctx, actor: await admitRequest(request, options, ctx.now) };
      const given = await params;
      const read = () => parseRequest(request, given, options);
      const call = await (options.form ? receiveUpload(actorName(ctx.actor), read) : read());
      if (options.preview && previewAsked(request)) ctx = { ...ctx, preview: true };
      const key = isKnown(ctx.actor) && !ctx.preview ? clientKeyOf(request) : undefined;
      if (key !== undefined) ctx = { ...ctx, requestKey: requestKeyOf(key, request, call.body) };
      const whole = { ctx, ...call, request };
      const run = () => answer(() => handler(whole), whole.ctx.requestId);
      response =
        isKnown(ctx.actor) && key !== undefined
          ? await answerOnce(ctx.actor, key, request, call.body, run)
          : await run();
      if (ctx.preview && response.status === 201)
        response = new Response(response.body, { headers: response.headers });
    } catch (error) {
      response = errorResponse(error, ctx.requestId);
    }
    logRequest(request, response.status, ctx, performance.now() - startedMs);
    return withHeaders(response, ctx.requestId);
  };
  const handle = (request: Request, { params }: { params: Promise<unknown> }): Promise<Response> => {
    const ctx = anonymousContext(request.headers);
    const run = () => serve(request, params, ctx);
    return currentRequestId() === ctx.requestId ? run() : withRequestId(ctx.requestId, run);
  };
  return Object.assign(handle, { options });
}

/** Whose answers are kept under an `Idempotency-Key`. */
const isKnown = (actor: Actor): actor is Sender => actor.kind === 'person' || actor.kind === 'visitor';

/** The response for the verb's result or its error. */
async function answer(work: () => unknown, requestId: string): Promise<Response> {
  try {
    return toResponse(await work());
  } catch (error) {
    return errorResponse(error, requestId);
  }
}

/** The context of a request before its sender is identified. */
export function anonymousContext(headers: Headers): Context {
  return {
    actor: { kind: 'anonymous' },
    now: new Date(),
    locale: preferredLocale(headers.get('accept-language')),
    requestId: requestIdFrom(headers.get('x-request-id')),
    address: clientAddress(headers),
  };
}

/** A JSON answer with another status than 200, or with headers of its own. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  const text = JSON.stringify(body);
  // With its length an answer leaves in one piece, not in chunks.
  const length = String(Buffer.byteLength(text));
  return new Response(text, {
    status,
    headers: { 'Content-Type': 'application/json', 'Content-Length': length, ...headers },
  });
}

function toResponse(result: unknown): Response {
  if (result instanceof Response) return result;
  return result === undefined ? new Response(null, { status: 204 }) : json(result);
}

/** Sets them in place, because a copy of an answer costs more than its headers. */
function withHeaders(response: Response, requestId: string): Response {
  const { headers } = response;
  for (const [name, value] of Object.entries(apiHeaders())) {
    if (!headers.has(name)) headers.set(name, value);
  }
  headers.set('X-Request-Id', requestId);
  return response;
}

function logRequest(request: Request, status: number, ctx: Context, ms: number): void {
  log().info(
    {
      requestId: ctx.requestId,
      method: request.method,
      path: new URL(request.url).pathname,
      status,
      ms: Math.round(ms),
      actor: actorName(ctx.actor),
    },
    'request',
  );
}
