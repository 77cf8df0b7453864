import canonicalize from 'canonicalize';
import { errors } from 'undici';
import { z } from 'zod';
import { type Incoming, sendRequest } from '../send-request';
import {
  type AppFunction,
  type Failure,
  failureSchema,
  type InngestEvent,
  type Memo,
  type Op,
  opSchema,
  syncSchema,
} from './protocol';
import { isSigned, sign } from './sign';

const PATH = '/api/inngest';
const CALL_TIMEOUT_MS = 120_000;

/** One call into a function: the whole function (`step`) or one planned step of it. */
export type Call = {
  /** As the app registered it. */
  url: string;
  stepId: string;
  runId: string;
  event: InngestEvent;
  memos: ReadonlyMap<string, Memo>;
  attempt: number;
  maxAttempts: number;
};

export type Answer =
  | { kind: 'done'; output: unknown }
  | { kind: 'ops'; ops: Op[]; retryAfterMs: number | undefined }
  | { kind: 'error'; error: Failure; final: boolean; retryAfterMs: number | undefined }
  /** No signed answer: the app is away, restarting or cut off, which is not the function's fault. */
  | { kind: 'unreachable'; reason: string };

/**
 * Asks the app for its functions by a signed in-band sync.
 * @throws Error when the app does not answer, or not with our signature, or with what we do not understand
 */
export async function fetchFunctions(appUrl: () => string, closing: AbortSignal): Promise<AppFunction[]> {
  const url = new URL(PATH, appUrl());
  const { status, text } = await send('PUT', url, { url: url.href }, closing, {
    'x-inngest-sync-kind': 'in_band',
  });
  if (status !== 200) throw new Error(`${url} answered ${status} to a sync: ${text.slice(0, 200)}`);
  return syncSchema.parse(JSON.parse(text)).functions;
}

/** Calls a function as the Inngest server does; never throws. */
export async function callFunction(call: Call, closing: AbortSignal): Promise<Answer> {
  try {
    const url = new URL(call.url);
    url.searchParams.set('stepId', call.stepId);
    return understand(await send('POST', url, bodyOf(call), closing, { 'x-run-id': call.runId }));
  } catch (error) {
    if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError) {
      const message = `The app did not answer within ${CALL_TIMEOUT_MS / 1000} seconds.`;
      return {
        kind: 'error',
        error: { name: 'TimeoutError', message },
        final: false,
        retryAfterMs: undefined,
      };
    }
    return { kind: 'unreachable', reason: reasonOf(error) };
  }
}

/** Says why a request failed. */
export const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message || error.name : String(error);

async function send(
  method: 'PUT' | 'POST',
  url: URL,
  body: object,
  closing: AbortSignal,
  headers: Record<string, string>,
): Promise<Incoming> {
  const canonical = canonicalize(body) ?? '';
  const answer = await sendRequest(url, {
    method,
    headers: { 'content-type': 'application/json', 'x-inngest-signature': sign(canonical), ...headers },
    body: canonical,
    timeoutMs: CALL_TIMEOUT_MS,
    closing,
  });
  if (!isSigned(answer.text, headerOf(answer, 'x-inngest-signature'))) {
    throw new Error(`${url.origin}${url.pathname} answered ${answer.status} without a valid signature`);
  }
  return answer;
}

function headerOf({ headers }: Incoming, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
}

// No ctx.fn_id, with which the SDK would checkpoint through an API that the sandbox does not play.
const bodyOf = ({ runId, event, memos, attempt, maxAttempts }: Call) => ({
  event,
  events: [event],
  steps: Object.fromEntries(memos),
  version: -1,
  use_api: false,
  ctx: {
    run_id: runId,
    attempt,
    max_attempts: maxAttempts,
    disable_immediate_execution: false,
    use_api: false,
    stack: { stack: [...memos.keys()], current: memos.size },
  },
});

function understand(answer: Incoming): Answer {
  const body: unknown = JSON.parse(answer.text);
  const retryAfterMs = retryAfterOf(headerOf(answer, 'retry-after'));
  if (answer.status === 200) return { kind: 'done', output: body };
  if (answer.status === 206) {
    const ops = z.array(opSchema).safeParse(body);
    if (ops.success) return { kind: 'ops', ops: ops.data, retryAfterMs };
    const message = `The sandbox does not play this answer: ${z.prettifyError(ops.error)}`;
    return { kind: 'error', error: { name: 'NotPlayed', message }, final: true, retryAfterMs };
  }
  const error = failureSchema.parse(body);
  return { kind: 'error', error, final: headerOf(answer, 'x-inngest-no-retry') === 'true', retryAfterMs };
}

function retryAfterOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = Number(header);
  return Number.isNaN(seconds) ? Math.max(0, Date.parse(header) - Date.now()) : seconds * 1000;
}
