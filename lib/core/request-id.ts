import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

// Stored on the process, because Next loads this module once per bundle and all must find the id.
const shared = globalThis as typeof globalThis & { pistaRequestId?: AsyncLocalStorage<string> };

function storage(): AsyncLocalStorage<string> {
  shared.pistaRequestId ??= new AsyncLocalStorage();
  return shared.pistaRequestId;
}

/** The id of a request: the sender's own, if it is fit for a log, else a new one. */
export const requestIdFrom = (given: string | null | undefined): string =>
  /^[\w-]{8,64}$/.test(given ?? '') ? (given ?? '') : randomUUID();

/** Runs `work` under a request's id, which all its log lines and events then carry. */
export const withRequestId = <T>(requestId: string, work: () => T): T => storage().run(requestId, work);

/** The same from here on, for all that the current call leads to. */
export const enterRequestId = (requestId: string): void => storage().enterWith(requestId);

/** The id of the current request or job. */
export const currentRequestId = (): string | undefined => storage().getStore();
