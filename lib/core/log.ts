import pino from 'pino';
import { env } from './env';
import { cutMessage, redactText, redactValues } from './redact';
import { currentRequestId } from './request-id';

const shared = globalThis as typeof globalThis & { pistaLog?: pino.Logger };

/**
 * The structured log of this process: one JSON object a line in UTC, with the id of its request. Secrets and personal
 * data are replaced by `redact.ts`.
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
      // Errors are described before pino's own serializer, which would write all their properties. Pino also takes an
      // error's message past `formatters`.
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
