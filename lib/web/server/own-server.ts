// Stored on the process, because Next loads this module anew in its bundles.
const shared = globalThis as typeof globalThis & { pistaServer?: true };

/** Says that `server.ts` serves this process. */
export function claimServer(): void {
  shared.pistaServer = true;
}

/** Whether `server.ts` serves this process. Plain `next start` and platforms that run Next themselves have no sockets. */
export const isOwnServer = (): boolean => shared.pistaServer === true;
