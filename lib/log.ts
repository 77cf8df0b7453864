import pino from 'pino';
import { env } from './env';

/** Names whose values are never written, wherever in a log line they stand. */
const SECRET_NAMES = [
  'password',
  'passwordHash',
  'token',
  'key',
  'secret',
  'clientSecret',
  'client_secret',
  'authorization',
  'cookie',
  'email',
  'phone',
  'recipient',
];

const shared = globalThis as typeof globalThis & { pistaLog?: pino.Logger };

/** The structured log of this process: UTC, one JSON object a line, secrets and personal data replaced. */
export function log(): pino.Logger {
  shared.pistaLog ??= pino({
    level: env().LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: '[redacted]',
    },
  });
  return shared.pistaLog;
}
