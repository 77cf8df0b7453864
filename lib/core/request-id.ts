import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

// Next evaluates this module once per bundle; a log line must find the id whichever bundle began the request.
const shared = globalThis as typeof globalThis & { pistaRequestId?: AsyncLocalStorage<string> };

function storage(): AsyncLocalStorage<string> {
  shared.pistaRequestId ??= new AsyncLocalStorage();
  return shared.pistaRequestId;
}

/** The id a request goes by: what its sender calls it, if that is fit to be written in a log, else a new one. */
export const requestIdFrom = (given: string | null | undefined): string =>
  /^[\w-]{8,64}$/.test(given ?? '') ? (given ?? '') : randomUUID();

/** Runs `work` under a request's id, which every log line and every event that comes of it then carries. */
export const withRequestId = <T>(requestId: string, work: () => T): T => storage().run(requestId, work);

/** The id of the request, or the job, on whose behalf this code runs. */
export const currentRequestId = (): string | undefined => storage().getStore();
