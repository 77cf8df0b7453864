import pino from 'pino';
import { env } from './env';
import { cutMessage, redactText, redactValues } from './redact';
import { currentRequestId } from './request-id';

const shared = globalThis as typeof globalThis & { pistaLog?: pino.Logger };

/**
 * The structured log of this process: UTC, one JSON object a line, under the id of the request it comes of, secrets
 * and personal data replaced by the rule of `redact.ts`.
 */
export function log(): pino.Logger {
  shared.pistaLog ??= openLog(env().LOG_LEVEL, pino.destination(1));
  return shared.pistaLog;
}

/** Such a log, written to a destination of one's own. */
export const openLog = (level: pino.LevelWithSilent, destination: pino.DestinationStream): pino.Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // The rule describes errors itself, before pino's own serializer would write all that hangs on them.
      // Pino makes an error's message that of a line without one, past `formatters`.
      serializers: {
        err: (error: unknown) => error,
        msg: (message: unknown) => (typeof message === 'string' ? cutMessage(message) : message),
      },
      formatters: { log: redactValues },
      mixin: () => ({ requestId: currentRequestId() }),
      hooks: { streamWrite: redactText },
    },
    destination,
  );
