import path from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '@': path.resolve(import.meta.dirname) } },
  test: {
    include: ['{app,bench,components,db,inngest,lib,sandbox,scripts,test}/**/*.test.{ts,tsx}', '*.test.ts'],
    globalSetup: 'test/global-setup.ts',
    setupFiles: 'test/setup.ts',
    env: { TZ: 'UTC' },
    // It imports `next/server`, which Node finds only through a bundler (next-intl.dev/docs/environments/testing).
    server: { deps: { inline: ['next-intl'] } },
    pool: 'forks',
    maxWorkers: 2,
    // biome-ignore lint/style/noProcessEnv: CI says so by its environment
    retry: process.env.CI ? 1 : 0,
    // How fast the machine is fails no test: what is waited for either comes or never does.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    coverage: {
      provider: 'v8',
      reporter: ['json-summary', 'text-summary', 'html'],
      include: ['{app,components,db,inngest,lib}/**/*.{ts,tsx}', 'server.ts', 'proxy.ts'],
      exclude: ['**/*.test.{ts,tsx}', 'components/ui/**', 'db/schema/**'],
    },
  },
});
