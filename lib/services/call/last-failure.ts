import type { ServiceName } from './registry';

export type Failure = { message: string; at: Date };

// Next loads this module once per bundle, and one process must remember once.
const shared = globalThis as typeof globalThis & { pistaFailures?: Map<ServiceName, Failure> };

/** Stores a service's last error in this process, for operators who look while its breaker is open. */
export function rememberFailure(service: ServiceName, error: unknown): void {
  shared.pistaFailures ??= new Map();
  const message = error instanceof Error ? error.message : String(error);
  shared.pistaFailures.set(service, { message, at: new Date() });
}

/** The last error since this process started. */
export const lastFailure = (service: ServiceName): Failure | undefined => shared.pistaFailures?.get(service);
