const STATUS = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  slot_taken: 409,
  conflict: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  amount_mismatch: 422,
  not_bookable: 422,
  rate_limited: 429,
  internal: 500,
  payment_service_unavailable: 503,
  service_unavailable: 503,
} as const;

export type ErrorCode = keyof typeof STATUS;
export const statusOf = (code: ErrorCode): number => STATUS[code];
export const ERROR_CODES = Object.keys(STATUS) as [ErrorCode, ...ErrorCode[]];

type Options = {
  cause?: unknown;
  /** Which inputs are wrong and why. */
  fields?: Record<string, string[]>;
  /** More members of the answer's body, in its snake_case. */
  details?: Record<string, unknown>;
  retryAfterSeconds?: number;
};

/**
 * The one error that crosses areas. `code` decides the status; `message` is one English sentence that a person can
 * act on.
 */
export class AppError extends Error {
  override name = 'AppError';
  readonly code: ErrorCode;
  readonly fields: Record<string, string[]> | undefined;
  readonly details: Record<string, unknown> | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, options: Options = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.fields = options.fields;
    this.details = options.details;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get status(): number {
    return statusOf(this.code);
  }
}

/**
 * Compared by name, because Next loads this class once per bundle and the database pool is shared by the whole
 * process.
 */
export const isAppError = (error: unknown, ...codes: ErrorCode[]): error is AppError =>
  isNamedAppError(error) && (codes.length === 0 || codes.includes(error.code));

const isNamedAppError = (error: unknown): error is AppError =>
  error instanceof Error && error.name === 'AppError';

export const notFound = (what: string) => new AppError('not_found', `There is no such ${what}.`);

/** Makes a missing case of a union a type error. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case ${JSON.stringify(value)}`);
}
