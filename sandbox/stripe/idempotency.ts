import { StripeFailure } from './failure';

const KEPT_FOR_MS = 24 * 60 * 60_000;

export type Answer = { status: number; headers: Record<string, string>; body: string };

type Kept = {
  /** Method, path and parameters of the first request. */
  fingerprint: string;
  sinceMs: number;
  answer: Answer | 'in_flight';
};

/** The answers stored under their `Idempotency-Key` (docs.stripe.com/api/idempotent_requests). */
export type KeptAnswers = Map<string, Kept>;

/**
 * The stored answer, null when the key is free. It has its own request id and names the first request's.
 * @throws StripeFailure 400 when the key was used for something else, 409 while that is still running
 */
export function findAnswer(
  answers: KeptAnswers,
  key: string,
  fingerprint: string,
  nowMs: number,
  requestId: string,
): Answer | null {
  const kept = answers.get(key);
  if (kept === undefined) return null;
  if (nowMs - kept.sinceMs >= KEPT_FOR_MS) {
    answers.delete(key);
    return null;
  }
  if (kept.fingerprint !== fingerprint) {
    throw new StripeFailure(
      400,
      'idempotency_error',
      `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    );
  }
  if (kept.answer === 'in_flight') {
    throw new StripeFailure(
      409,
      'idempotency_error',
      `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}.`,
      { code: 'idempotency_key_in_use' },
    );
  }
  const headers = { ...kept.answer.headers, 'idempotent-replayed': 'true', 'request-id': requestId };
  return { ...kept.answer, headers };
}

export function keepAnswer(
  answers: KeptAnswers,
  key: string,
  fingerprint: string,
  sinceMs: number,
  answer: Kept['answer'],
): void {
  answers.set(key, { fingerprint, sinceMs, answer });
}
