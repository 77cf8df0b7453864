import path from 'node:path';
import { defineConfig } from 'vitest/config';

const FOLDERS = 'app,bench,chaos,components,db,fuzz,inngest,lib,sandbox,scripts,test';

/** Parts of the tests that take minutes; a file's name says which it belongs to, such as `sent-once.crash.test.ts`. */
const PARTS = ['crash', 'outage'];

const part = (name: string, include: string[], exclude: string[] = []) => ({
  extends: true as const,
  test: { name, include, exclude: ['**/node_modules/**', ...exclude] },
});

export default defineConfig({
  resolve: { alias: { '@': path.resolve(import.meta.dirname) } },
  test: {
    projects: [
      part(
        'unit',
        [`{${FOLDERS}}/**/*.test.{ts,tsx}`, '*.test.ts'],
        PARTS.map((name) => `**/*.${name}.test.ts`),
      ),
      ...PARTS.map((name) => part(name, [`{${FOLDERS}}/**/*.${name}.test.ts`])),
    ],
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
