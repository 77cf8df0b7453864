/** The folder for the counts of each part of the tests, from the root. */
export const COVERAGE = {
  vitest: '.data/reports/coverage/vitest',
  server: '.data/reports/coverage/server',
  browser: '.data/reports/coverage/browser',
} as const;
