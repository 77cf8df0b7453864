import { defineConfig, devices } from '@playwright/test';
import { CHROMIUM_ARGS } from './chromium-args';
import { baseUrl, chromiumPath, isPlain } from './environment';

const PLAIN = '**/plain.spec.ts';

export default defineConfig({
  testDir: '.',
  ...(isPlain() ? { testMatch: PLAIN } : { testIgnore: PLAIN }),
  outputDir: '../test-results',
  fullyParallel: true,
  // Two cores, and many a journey waits.
  workers: 3,
  // biome-ignore lint/style/noProcessEnv: CI says so by its environment
  retries: process.env.CI ? 1 : 0,
  timeout: 150_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: `../.data/reports/${isPlain() ? 'plain' : 'e2e'}.json` }]],
  use: {
    baseURL: baseUrl(),
    locale: 'es-ES',
    timezoneId: 'Europe/Madrid',
    // An act on what was drawn anew would wait for the whole test.
    actionTimeout: 30_000,
    // Each trace costs a fifth of a test's time.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: chromiumPath(), args: CHROMIUM_ARGS },
  },
  projects: [
    { name: 'desktop', use: { ...devices['Desktop Chrome'] } },
    // A journey for phones has @phone in its title. There it is in English and dark.
    {
      name: 'phone',
      use: { ...devices['Pixel 7'], locale: 'en-GB', colorScheme: 'dark' },
      grep: /@phone/,
    },
  ],
});
