import type { ServiceName } from './registry';

type OutageOptions = {
  cause?: unknown;
  retryAfterSeconds?: number | undefined;
  mayHaveWorked?: boolean;
  refusesKey?: boolean;
};
type Refusal = { status: number; code: string; declineCode?: string | null; param?: string | null };

/** A provider's final refusal: the request was wrong, or the card was declined. A repeat would be refused again. */
export class ProviderRefusal extends Error {
  override name = 'ProviderRefusal';
  readonly service: ServiceName;
  /** The HTTP status of the answer. */
  readonly status: number;
  /** The provider's own code, such as `card_declined` or `21610`. */
  readonly code: string;
  readonly declineCode: string | null;
  /** The parameter it is about, where the provider names one. */
  readonly param: string | null;

  constructor(service: ServiceName, message: string, refusal: Refusal) {
    super(message);
    const { status, code, declineCode = null, param = null } = refusal;
    this.service = service;
    this.status = status;
    this.code = code;
    this.declineCode = declineCode;
    this.param = param;
  }
}

/**
 * A provider's failure: no connection, a 5xx, too many requests, or our key refused. It counts against the breaker.
 */
export class ProviderOutage extends Error {
  override name = 'ProviderOutage';
  readonly retryAfterSeconds: number | undefined;
  /** The provider was reached and did not answer, so it may have done the work. */
  readonly mayHaveWorked: boolean;
  /** The provider does not know our key, or gives it no right to what we ask. */
  readonly refusesKey: boolean;

  constructor(message: string, options: OutageOptions = {}) {
    super(message, { cause: options.cause });
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.mayHaveWorked = options.mayHaveWorked ?? false;
    this.refusesKey = options.refusesKey ?? false;
  }
}

/** Compared by name, because Next loads this class once per bundle and breakers are shared by the whole process. */
export const isProviderOutage = (error: unknown): error is ProviderOutage =>
  error instanceof Error && error.name === 'ProviderOutage';

/** Whether a provider that refuses our key is the cause of the error, at any depth. */
export function isKeyRefusal(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (isProviderOutage(cause) && cause.refusesKey) return true;
  }
  return false;
}

/** The seconds of a Retry-After header (RFC 9110 §10.2.3: seconds or an HTTP date), at most an hour. */
export function retryAfterSeconds(header: string | null | undefined, nowMs = Date.now()): number | undefined {
  if (!header) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - nowMs) / 1000;
  return Number.isFinite(seconds) ? Math.min(3600, Math.max(0, Math.ceil(seconds))) : undefined;
}
