import { z } from 'zod';
import { sendRequest } from './send-request';
import type { Reply, Request } from './serve';

export type Webhook = {
  url: string;
  body: string;
  /** Made anew for each attempt, because a signature may include its time. */
  headers: () => Record<string, string>;
};

/** How a provider tries again. */
export type RetryPolicy = {
  delaysMs: readonly number[];
  /** Whether an answer other than 2xx is tried again. A broken connection always is. */
  onErrorStatus: boolean;
};

type Attempt = { url: string; body: string; at: string; attempt: number; status: number | null };

/** `copies` sends each webhook so many times. `spread_ms` delays every copy at random, which also reorders them. */
const mischiefSchema = z.strictObject({
  copies: z.number().int().min(0).max(20).default(1),
  spread_ms: z.number().int().min(0).max(600_000).default(0),
});

export type Courier = {
  post(webhook: Webhook): void;
  /** Runs a task later, unless the sandbox has closed by then. */
  after(delayMs: number, work: () => void): void;
  /**
   * `GET /_control/webhooks` lists the sent and pending ones, `POST` sets copies and spread, `DELETE` resets them.
   * `POST /_control/webhooks/flush` sends all pending ones at once.
   */
  control(request: Request): Reply | undefined;
  close(): void;
};

const KEPT_ATTEMPTS = 1000;
const ANSWER_WITHIN_MS = 15_000;

/** Carries webhooks to the app, each attempt on its own timer. */
export function createCourier(policy: RetryPolicy): Courier {
  const closing = new AbortController();
  const timers = new Map<NodeJS.Timeout, () => void>();
  const attempts: Attempt[] = [];
  let mischief = mischiefSchema.parse({});
  let underWay = 0;

  function after(delayMs: number, work: () => void) {
    if (closing.signal.aborted) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, delayMs);
    timers.set(timer, work);
  }

  function hurry() {
    for (const [timer, work] of [...timers]) {
      clearTimeout(timer);
      timers.delete(timer);
      work();
    }
  }

  async function deliver(webhook: Webhook, attempt: number) {
    underWay += 1;
    const status = await send(webhook, closing.signal);
    underWay -= 1;
    const { url, body } = webhook;
    attempts.unshift({ url, body, at: new Date().toISOString(), attempt, status });
    attempts.length = Math.min(attempts.length, KEPT_ATTEMPTS);
    const delivered = status !== null && status < 300;
    const delayMs = policy.delaysMs[attempt - 1];
    const again = !delivered && (status === null || policy.onErrorStatus);
    if (again && delayMs !== undefined) after(delayMs, () => void deliver(webhook, attempt + 1));
  }

  return {
    after,
    post(webhook) {
      for (let copy = 0; copy < mischief.copies; copy += 1) {
        after(Math.random() * mischief.spread_ms, () => void deliver(webhook, 1));
      }
    },
    control({ method, path, body }) {
      if (`${method} ${path}` === 'POST /_control/webhooks/flush') hurry();
      else if (path !== '/_control/webhooks') return undefined;
      else if (method === 'DELETE') mischief = mischiefSchema.parse({});
      else if (method === 'POST') mischief = mischiefSchema.parse(JSON.parse(body));
      return { body: { ...mischief, pending: timers.size + underWay, attempts } };
    },
    close() {
      closing.abort();
      for (const timer of timers.keys()) clearTimeout(timer);
      timers.clear();
    },
  };
}

/** The status of the answer, or null when none came. */
async function send(webhook: Webhook, closing: AbortSignal): Promise<number | null> {
  try {
    const { status } = await sendRequest(webhook.url, {
      method: 'POST',
      headers: webhook.headers(),
      body: webhook.body,
      timeoutMs: ANSWER_WITHIN_MS,
      closing,
    });
    return status;
  } catch {
    return null;
  }
}
