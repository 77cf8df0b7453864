import { AppError, type ErrorCode, isAppError } from '@/lib/core/errors';
import { log } from '@/lib/core/log';

/** next-auth puts the message of a thrown error into an address, so only one of our codes may be that message. */
export async function asAuthError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isAppError(error)) throw new Error(error.code);
    log().error({ err: error }, 'sign-in failed');
    throw new Error('internal');
  }
}

/** The error codes of next-auth and of our provider, as errors. */
const REFUSALS: Record<string, { code: ErrorCode; message: string }> = {
  CredentialsSignin: {
    code: 'unauthenticated',
    message: 'The e-mail, the password or the passkey is not right.',
  },
  Verification: { code: 'invalid_input', message: 'This link was used already or has expired.' },
  AccessDenied: { code: 'forbidden', message: 'This account cannot sign in.' },
  rate_limited: { code: 'rate_limited', message: 'Too many tries; wait a while and try again.' },
};

/** The error for the `error` parameter in an address of next-auth. */
export function authErrorOf(error: string): AppError {
  const { code, message } = REFUSALS[error] ?? {
    code: 'service_unavailable',
    message: 'Signing in does not work at the moment; try again.',
  };
  return new AppError(code, message);
}
