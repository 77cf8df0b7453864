import type { ServerOptions } from 'node:http';

/** How long one connection may take, and how large its headers may be. */
export const SERVER_LIMITS = {
  headersTimeout: 10_000,
  // The largest photo at the slowest pace that `cutSlowBodies` allows, and a period more.
  requestTimeout: 12 * 60_000,
  keepAliveTimeout: 5_000,
  // Node looks for late connections only every 30 s by default.
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16 * 1024,
} as const satisfies ServerOptions;
