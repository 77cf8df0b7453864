import { z } from 'zod';
import { sendRequest } from '@/sandbox/send-request';
import type { Player } from './clubs';

const ANSWER_WITHIN_MS = 20_000;
export const TRIES = 5;

export type Told = { status: number; body: unknown };
export type Answer =
  | (Told & {
      /** An earlier try had no answer, so that a refusal may be due to what that one did. */
      isRepeat: boolean;
    })
  | null;

/** Booked although Stripe is away, which is an answer and no failure to repeat. */
export const saved = z.object({
  error: z.literal('payment_service_unavailable'),
  reservation: z.object({ id: z.string() }),
});

/** One request to our API, repeated while it asks for it or does not answer. Null when the outcome is unknown. */
export async function ask(
  url: string,
  { authorization }: Player,
  body?: object,
  key?: string,
): Promise<Answer> {
  let last: Told | null = null;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    last = await askOnce(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization,
        'content-type': 'application/json',
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = last && { ...last, isRepeat: attempt > 0 };
    if (answer && answer.status < 500 && answer.status !== 429) return answer;
    if (answer && saved.safeParse(answer.body).success) return answer;
    await sleep(300 * 2 ** attempt);
  }
  return last && last.status < 500 ? { ...last, isRepeat: true } : null;
}

type Asking = { method: 'GET' | 'POST'; headers: Record<string, string>; body?: string };

/** Null when no answer came. */
export async function askOnce(url: string, asking: Asking): Promise<Told | null> {
  try {
    const { status, text } = await sendRequest(url, { ...asking, timeoutMs: ANSWER_WITHIN_MS });
    return { status, body: text.trimStart().startsWith('{') ? JSON.parse(text) : null };
  } catch {
    return null;
  }
}

export const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
