import type { ServiceName } from './registry';

type OutageOptions = { cause?: unknown; retryAfterSeconds?: number | undefined; mayHaveWorked?: boolean };
type Refusal = { status: number; code: string; declineCode?: string | null; param?: string | null };

/** A provider's final no: the request was wrong, the card was declined. Trying the same again is of no use. */
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

/** A provider that did not do its part: no connection, a 5xx, too many requests, our key refused. It counts against the breaker. */
export class ProviderOutage extends Error {
  override name = 'ProviderOutage';
  readonly retryAfterSeconds: number | undefined;
  /** It was reached and did not answer, so that it may have done the work all the same. */
  readonly mayHaveWorked: boolean;

  constructor(message: string, options: OutageOptions = {}) {
    super(message, { cause: options.cause });
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.mayHaveWorked = options.mayHaveWorked ?? false;
  }
}

/** By name: Next holds this class once per bundle, while a breaker is shared by the whole process. */
export const isProviderOutage = (error: unknown): error is ProviderOutage =>
  error instanceof Error && error.name === 'ProviderOutage';

/** Seconds named by a Retry-After header (RFC 9110 §10.2.3: seconds or an HTTP date), capped at an hour. */
export function retryAfterSeconds(header: string | null | undefined, nowMs = Date.now()): number | undefined {
  if (!header) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - nowMs) / 1000;
  return Number.isFinite(seconds) ? Math.min(3600, Math.max(0, Math.ceil(seconds))) : undefined;
}
