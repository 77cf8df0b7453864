import type { ServerOptions } from 'node:http';

/** How long one connection may take, and how much its headers may hold. */
export const SERVER_LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5_000,
  // Node looks for who is late as seldom as every 30 s unless told.
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16 * 1024,
} as const satisfies ServerOptions;
