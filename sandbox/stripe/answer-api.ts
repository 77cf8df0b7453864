import { z } from 'zod';
import type { Reply, Request } from '../serve';
import { accountRoutes } from './account';
import { chargeRoutes } from './charges';
import { assertAllowed, callerOf } from './credentials';
import { customerRoutes } from './customers';
import { disputeRoutes } from './disputes';
import { eventRoutes } from './events';
import { expand } from './expand';
import { StripeFailure } from './failure';
import { type FormNode, parseForm } from './form-body';
import { type Answer, findAnswer, keepAnswer } from './idempotency';
import { intentRoutes } from './intent-routes';
import { API_VERSION } from './objects';
import { list, parseParams } from './params';
import { paymentMethodRoutes } from './payment-methods';
import { refundRoutes } from './refunds';
import type { Call, Route } from './route';
import { setupIntentRoutes } from './setup-intent-routes';
import type { Caller } from './visible-intent';
import { newId, type World } from './world';

const ROUTES = [
  ...intentRoutes,
  ...setupIntentRoutes,
  ...chargeRoutes,
  ...refundRoutes,
  ...customerRoutes,
  ...paymentMethodRoutes,
  ...disputeRoutes,
  ...eventRoutes,
  ...accountRoutes,
];

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type, idempotency-key, stripe-version',
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-expose-headers': 'request-id',
};

/** Answers one request under `/v1/`. */
export async function answerApi(world: World, request: Request): Promise<Reply> {
  if (request.method === 'OPTIONS') return { status: 204, headers: CORS };
  const requestId = newId('req');
  const {
    key,
    expand: paths,
    ...params
  } = parseForm(request.method === 'POST' ? request.body : request.query);
  let caller: Caller = 'browser';
  try {
    caller = callerOf(request.headers, key);
    const { route, id } = findRoute(request);
    assertAllowed(caller, route.browser);
    const call: Call = {
      world,
      cause: { id: requestId, idempotency_key: idempotencyKey(request) },
      id,
      from: caller,
    };
    return await (request.method === 'POST'
      ? answerOnce(call, route, request, params, paths)
      : work(call, route.prepare(params), paths));
  } catch (error) {
    return failed(error, requestId, caller);
  }
}

function findRoute({ method, path }: Request): { route: Route; id: string } {
  const parts = path.split('/');
  for (const route of ROUTES) {
    const pattern = route.path.split('/');
    const fits =
      route.method === method &&
      pattern.length === parts.length &&
      pattern.every((part, place) => part.startsWith(':') || part === parts[place]);
    if (fits) return { route, id: parts[pattern.indexOf(':id')] ?? '' };
  }
  throw new StripeFailure(
    404,
    'invalid_request_error',
    `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  );
}

const idempotencyKey = ({ method, headers }: Request): string | null => {
  const key = headers['idempotency-key'];
  return method === 'POST' && typeof key === 'string' ? key : null;
};

/** Runs a POST once for each idempotency key. Refused parameters leave the key free. */
async function answerOnce(
  call: Call,
  route: Route,
  request: Request,
  params: Record<string, FormNode>,
  paths: FormNode | undefined,
): Promise<Answer> {
  const { answers, clock, settings } = call.world;
  const key = call.cause.idempotency_key;
  const fingerprint = fingerprintOf(request);
  const sinceMs = clock.nowMs();
  const earlier = key === null ? null : findAnswer(answers, key, fingerprint, sinceMs, call.cause.id ?? '');
  if (earlier) return earlier;
  const run = route.prepare(params);
  if (key !== null) keepAnswer(answers, key, fingerprint, sinceMs, 'in_flight');
  const { delay_ms } = settings.work;
  if (delay_ms > 0) await new Promise<void>((done) => clock.after(delay_ms, done));
  const done = workOrFail(call, run, paths);
  if (key === null) return done;
  const answer = { ...done, headers: { ...done.headers, 'original-request': call.cause.id ?? '' } };
  keepAnswer(answers, key, fingerprint, sinceMs, answer);
  return answer;
}

function fingerprintOf({ method, path, body }: Request): string {
  const params = new URLSearchParams(body);
  params.sort();
  return `${method} ${path} ${params}`;
}

function workOrFail(call: Call, run: ReturnType<Route['prepare']>, paths: FormNode | undefined): Answer {
  const { work: fault } = call.world.settings;
  const requestId = call.cause.id ?? '';
  const fails = fault.fail > 0;
  if (fails) fault.fail -= 1;
  try {
    if (fails && !fault.after_work) throw brokenWork();
    const answer = work(call, run, paths);
    if (fails) throw brokenWork();
    return answer;
  } catch (error) {
    return failed(error, requestId, call.from);
  }
}

function work(call: Call, run: ReturnType<Route['prepare']>, paths: FormNode | undefined): Answer {
  const wanted = paths === undefined ? [] : parseParams(list(z.string()), paths);
  return answer(200, expand(call.world, run(call), wanted), call.cause.id ?? '');
}

const brokenWork = () =>
  new StripeFailure(500, 'api_error', 'An unknown error occurred. The sandbox was told to fail its work.');

function failed(error: unknown, requestId: string, caller: Caller): Answer {
  const failure =
    error instanceof StripeFailure
      ? error
      : new StripeFailure(500, 'api_error', `The sandbox broke: ${error}`);
  return answer(failure.status, failure.body(requestId, caller), requestId);
}

const answer = (status: number, body: object, requestId: string): Answer => ({
  status,
  headers: {
    'content-type': 'application/json',
    'request-id': requestId,
    'stripe-version': API_VERSION,
    ...CORS,
  },
  body: JSON.stringify(body, null, 2),
});
