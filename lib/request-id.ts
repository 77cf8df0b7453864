import { AsyncLocalStorage } from 'node:async_hooks';

// Next evaluates this module once per bundle; a log line must find the id whichever bundle began the request.
const shared = globalThis as typeof globalThis & { pistaRequestId?: AsyncLocalStorage<string> };

function storage(): AsyncLocalStorage<string> {
  shared.pistaRequestId ??= new AsyncLocalStorage();
  return shared.pistaRequestId;
}

/** Runs `work` under a request's id, which every log line and every event that comes of it then carries. */
export const withRequestId = <T>(requestId: string, work: () => T): T => storage().run(requestId, work);

/** The id of the request, or the job, on whose behalf this code runs. */
export const currentRequestId = (): string | undefined => storage().getStore();
