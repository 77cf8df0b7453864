import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** Parts that need more than a database; a file's name says that it belongs to one, such as `sent-once.crash.test.ts`. */
const NAMED = ['providers', 'crash', 'outage'];

/** The other parts, by their folders. */
const FOLDERS = {
  unit: ['{components,db,lib}/**/*.test.{ts,tsx}'],
  routes: ['{app,inngest}/**/*.test.{ts,tsx}', '*.test.ts'],
  tools: ['{bench,chaos,fuzz,sandbox,scripts,test}/**/*.test.ts'],
};

/**
 * Their files follow one another in one process, since loading libraries takes longer than most of them. Those with
 * providers do not: a call that one leaves behind would count for the breakers of the next.
 */
const IN_ONE_PROCESS = ['unit', 'tools', 'routes'];

const part = (name: string, include: string[], exclude: string[] = []) => ({
  extends: true as const,
  test: {
    name,
    include,
    exclude: ['**/node_modules/**', ...exclude],
    isolate: !IN_ONE_PROCESS.includes(name),
  },
});

const filesOf = (name: string) => `{app,components,db,inngest,lib}/**/*.${name}.test.{ts,tsx}`;

export default defineConfig({
  resolve: { alias: { '@': path.resolve(import.meta.dirname) } },
  test: {
    projects: [
      ...Object.entries(FOLDERS).map(([name, include]) => part(name, include, NAMED.map(filesOf))),
      ...NAMED.map((name) => part(name, [filesOf(name)])),
    ],
    globalSetup: 'test/global-setup.ts',
    setupFiles: 'test/setup.ts',
    env: { TZ: 'UTC' },
    // It imports `next/server`, which Node finds only through a bundler (next-intl.dev/docs/environments/testing).
    server: { deps: { inline: ['next-intl'] } },
    pool: 'forks',
    // Two cores, and many a test waits.
    maxWorkers: 4,
    // biome-ignore lint/style/noProcessEnv: CI says so by its environment
    retry: process.env.CI ? 1 : 0,
    // How fast the machine is fails no test: what is waited for either comes or never does.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    coverage: {
      provider: 'v8',
      reporter: ['json'],
      include: ['{app,components,db,inngest,lib}/**/*.{ts,tsx}', '{instrumentation,proxy,server}.ts'],
      exclude: ['**/*.test.{ts,tsx}'],
    },
  },
});
