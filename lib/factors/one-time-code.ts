import { generateSecret, generateURI, verifySync } from 'otplib';

/**
 * RFC 6238 with the values that every authenticator app supports: SHA-1, six digits, steps of thirty seconds, 160
 * bits of secret.
 */
const STEP_SECONDS = 30;

export const newSecret = (): string => generateSecret({ length: 20 });

/** The address that an authenticator app reads from a QR code. */
export const enrolmentUri = (email: string, secret: string): string =>
  generateURI({ issuer: 'Pista', label: email, secret });

/** The time step of a code, when it is the present one or a neighbour. Otherwise null. */
export function timeStepOf(secret: string, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const epoch = Math.floor(now.getTime() / 1000);
  const result = verifySync({ secret, token: code, epoch, epochTolerance: STEP_SECONDS });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}
