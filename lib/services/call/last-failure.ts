import type { ServiceName } from './registry';

export type Failure = { message: string; at: Date };

// Next evaluates this module once per bundle; one process must still remember once.
const shared = globalThis as typeof globalThis & { pistaFailures?: Map<ServiceName, Failure> };

/** Keeps what a service last did wrong in this process, for who looks at it while its breaker hides it. */
export function rememberFailure(service: ServiceName, error: unknown): void {
  shared.pistaFailures ??= new Map();
  const message = error instanceof Error ? error.message : String(error);
  shared.pistaFailures.set(service, { message, at: new Date() });
}

/** What went wrong last, since this process started. */
export const lastFailure = (service: ServiceName): Failure | undefined => shared.pistaFailures?.get(service);
