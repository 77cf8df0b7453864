/** Where each part of the tests leaves what it ran, from the root. */
export const COVERAGE = {
  vitest: '.data/reports/coverage/vitest',
  server: '.data/reports/coverage/server',
  browser: '.data/reports/coverage/browser',
} as const;
