import { z } from 'zod';
import { identify } from '@/lib/auth/identify';
import { clientAddress } from '@/lib/core/client-address';
import { type Actor, actorName, type Context, type TokenScope } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { preferredLocale } from '@/lib/core/i18n/preferred-locale';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { parse } from '@/lib/core/input/parse';
import { assertSafeJson, readJson } from '@/lib/core/input/request-body';
import { log } from '@/lib/core/log';
import { assertSameOrigin } from '@/lib/core/origin';
import { requestIdFrom, withRequestId } from '@/lib/core/request-id';
import { limitRate, type RatePolicy } from '@/lib/services/redis/rate-limit';
import { errorResponse } from './error-response';
import { answerOnce, clientKeyOf, requestKeyOf } from './idempotency';
import { apiHeaders } from './security-headers';

type RouteOptions<Query, Params, Body> = {
  /** `public` does not identify anybody, `optional` does, `required` needs a person, `operator` needs an operator. */
  auth: 'public' | 'optional' | 'required' | 'operator';
  /** The scope that an API key needs. The default is `read` for GET and `write` for the rest. */
  scope?: TokenScope;
  /**
   * Gets each parameter as a string and refuses one that is given twice. An unknown parameter is ignored by a read
   * and refused by a write.
   */
  query?: z.ZodType<Query>;
  /** A path that does not parse answers 404. */
  params?: z.ZodType<Params>;
  /**
   * The JSON body, as a `z.strictObject`. Without a schema only an empty object is allowed; with `raw` the handler
   * reads `request` itself.
   */
  body?: z.ZodType<Body> | 'raw';
  limit?: RatePolicy | 'none';
};

/** The same options as the API's description reads them. */
export type RouteRules = RouteOptions<unknown, unknown, unknown>;

type Call<Query, Params, Body> = { ctx: Context; query: Query; params: Params; body: Body; request: Request };

/**
 * The one shape of an endpoint: it identifies, limits, parses, runs one verb and answers with its result or its
 * error. A Response passes unchanged, undefined becomes 204, and the handler carries the `options` of which the
 * OpenAPI document is made.
 */
export function route<Query = undefined, Params = undefined, Body = undefined>(
  options: RouteOptions<Query, Params, Body>,
  handler: (call: Call<Query, Params, Body>) => unknown,
) {
  assertStrict(options.body);
  const serve = async (request: Request, params: Promise<unknown>, from: Context): Promise<Response> => {
    const startedMs = performance.now();
    let ctx = from;
    let response: Response;
    try {
      ctx = { ...ctx, actor: await admit(request, options, ctx.now) };
      const call = await parseCall(request, await params, options);
      const key = ctx.actor.kind === 'person' ? clientKeyOf(request) : undefined;
      if (key !== undefined) ctx = { ...ctx, requestKey: requestKeyOf(key, request, call.body) };
      const given = { ctx, ...call, request };
      const run = () => answer(() => handler(given), given.ctx.requestId);
      response =
        ctx.actor.kind === 'person' && key !== undefined
          ? await answerOnce(ctx.actor, key, request, call.body, run)
          : await run();
    } catch (error) {
      response = errorResponse(error, ctx.requestId);
    }
    logRequest(request, response.status, ctx, performance.now() - startedMs);
    return withHeaders(response, ctx.requestId);
  };
  const handle = (request: Request, { params }: { params: Promise<unknown> }): Promise<Response> => {
    const ctx = anonymousContext(request.headers);
    return withRequestId(ctx.requestId, () => serve(request, params, ctx));
  };
  return Object.assign(handle, { options });
}

/** The response for the verb's result or its error. */
async function answer(work: () => unknown, requestId: string): Promise<Response> {
  try {
    return toResponse(await work());
  } catch (error) {
    return errorResponse(error, requestId);
  }
}

function assertStrict(body: z.ZodType | 'raw' | undefined): void {
  if (body instanceof z.ZodObject && !(body.def.catchall instanceof z.ZodNever)) {
    throw new Error('the body of a route must be a z.strictObject, so that unknown keys are refused');
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

const isRead = (request: Request) => ['GET', 'HEAD', 'OPTIONS'].includes(request.method);

type Admission = Pick<RouteOptions<unknown, unknown, unknown>, 'auth' | 'scope' | 'limit'>;

async function admit(request: Request, { auth, scope, limit }: Admission, now: Date): Promise<Actor> {
  const actor: Actor = auth === 'public' ? { kind: 'anonymous' } : await identifyProven(request.headers, now);
  if (limit !== 'none') await limitActor(request, actor, limit);
  if (actor.kind !== 'person') {
    if (auth === 'required' || auth === 'operator') {
      throw new AppError('unauthenticated', 'Sign in, or send an API key as "Authorization: Token <key>".');
    }
    return actor;
  }
  if (actor.via.kind === 'session') {
    if (!isRead(request)) assertSameOrigin(request.headers);
  } else if ((scope ?? (isRead(request) ? 'read' : 'write')) === 'write' && actor.via.scope === 'read') {
    throw new AppError('forbidden', 'This API key may only read.');
  }
  if (auth === 'operator' && !actor.operator) {
    throw new AppError('forbidden', 'Only the operators of Pista may do this.');
  }
  return actor;
}

/** A session without its code counts as anonymous. An operator without a second factor is told to set one up. */
async function identifyProven(headers: Headers, now: Date): Promise<Actor> {
  const actor = await identify(headers, now);
  if (actor.kind !== 'unproven') return actor;
  if (actor.needs === 'code') return { kind: 'anonymous' };
  throw new AppError('forbidden', `Set up a second factor first, on the page ${sitePaths.secondFactor}.`, {
    details: { reason: 'second_factor' },
  });
}

/** Counts by person over all their keys and sessions. An address alone may stand for a whole club. */
async function limitActor(request: Request, actor: Actor, limit: RatePolicy | undefined): Promise<void> {
  if (actor.kind !== 'person') return;
  return limitRate(limit ?? (isRead(request) ? 'read' : 'write'), `user:${actor.userId}`);
}

/** Stands in for a schema that a route does not give. */
const absent = <T>() => z.custom<T>((value) => value === undefined);

async function parseCall<Query, Params, Body>(
  request: Request,
  pathParams: unknown,
  { query, params, body }: RouteOptions<Query, Params, Body>,
) {
  if (!isRead(request) && body !== 'raw') assertKnownParameters(request, query);
  return {
    params: parseParams(params ?? absent<Params>(), params && pathParams),
    query: parse(query ?? absent<Query>(), query && queryOf(request)),
    body: await parseBody(request, body),
  };
}

/** Webhooks of providers may carry any parameters, so raw bodies are not checked for unknown ones. */
function assertKnownParameters(request: Request, query: z.ZodType | undefined): void {
  const known = query instanceof z.ZodObject ? Object.keys(query.shape) : [];
  const unknown = [...new URL(request.url).searchParams.keys()].filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new AppError('invalid_input', 'Nothing was done: this write knows no such parameter.', {
    fields: Object.fromEntries(unknown.map((name) => [name, ['is not known here']])),
  });
}

const nothing = z.strictObject({});

async function parseBody<Body>(request: Request, schema: RouteOptions<unknown, unknown, Body>['body']) {
  if (schema !== undefined && schema !== 'raw') return parse(schema, await readJson(request));
  if (schema === undefined && !isRead(request)) parse(nothing, await readJson(request));
  return parse(absent<Body>(), undefined);
}

function parseParams<Params>(schema: z.ZodType<Params>, pathParams: unknown): Params {
  const parsed = schema.safeParse(pathParams);
  if (!parsed.success) throw notFound('page');
  return parsed.data;
}

function queryOf(request: Request): Record<string, string> {
  const search = new URL(request.url).searchParams;
  const twice = [...search.keys()].find((name) => search.getAll(name).length > 1);
  if (twice !== undefined) {
    throw new AppError('invalid_input', `Give ${twice} once.`, {
      fields: { [twice]: ['given more than once'] },
    });
  }
  const values = Object.fromEntries(search);
  assertSafeJson(values);
  return values;
}

/** A JSON answer with another status than 200, or with headers of its own. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers });
}

function toResponse(result: unknown): Response {
  if (result instanceof Response) return result;
  return result === undefined ? new Response(null, { status: 204 }) : json(result);
}

function withHeaders(response: Response, requestId: string): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(apiHeaders())) {
    if (!headers.has(name)) headers.set(name, value);
  }
  headers.set('X-Request-Id', requestId);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
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
