import type { Reply } from '../serve';

type ResendErrorName =
  | 'missing_api_key'
  | 'restricted_api_key'
  | 'not_found'
  | 'method_not_allowed'
  | 'missing_required_field'
  | 'validation_error'
  | 'invalid_attachment'
  | 'invalid_idempotency_key'
  | 'invalid_idempotent_request'
  | 'concurrent_idempotent_requests'
  | 'rate_limit_exceeded'
  | 'internal_server_error';

/** A refusal in Resend's words (resend.com/docs/api-reference/errors). */
export class ResendError extends Error {
  constructor(
    readonly status: number,
    override readonly name: ResendErrorName,
    message: string,
  ) {
    super(message);
  }

  get reply(): Reply {
    return {
      status: this.status,
      body: { statusCode: this.status, name: this.name, message: this.message },
    };
  }
}

/** Resend's message for a failure of its own. */
export const resendRefusal = ({ status }: { status: number }) => ({
  statusCode: status,
  name: status === 429 ? 'rate_limit_exceeded' : 'internal_server_error',
  message:
    status === 429
      ? 'Too many requests. You can only make 2 requests per second.'
      : 'An unexpected error occurred.',
});
