import { once } from 'node:events';
import type { BrowserContext } from '@playwright/test';
import { bootApp, type BootedApp } from '@/scripts/boot-app';
import { findFreePort } from '@/scripts/free-port';
import { baseUrl } from './environment';

const NOWHERE = 'http://127.0.0.1:9';
const LOG = '.data/reports/e2e-second-app.log';

/** A second process of the app under test, which a journey may kill without harm to the others. */
export type SecondServer = {
  url: string;
  /** Signs a browser in here too as whom it is at the first process. Over http the port is part of a cookie's name. */
  admit: (context: BrowserContext) => Promise<void>;
  /** Ends it at once, as a machine that fails does. */
  kill: () => Promise<void>;
  /** Starts it again at the same address. */
  restart: () => Promise<void>;
  close: () => Promise<void>;
};

/**
 * Starts the build again with the same database and providers, at an address of its own. Its jobs stay with the first
 * process, since it does not reach their engine.
 */
export async function startSecondServer(): Promise<SecondServer> {
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const environment = {
    // biome-ignore lint/style/noProcessEnv: scripts/e2e.ts gives the journeys the environment of the app
    ...process.env,
    NODE_ENV: 'production' as const,
    NEXTAUTH_URL: url,
    INNGEST_BASE_URL: NOWHERE,
  };
  const boot = () => bootApp({ port, environment, logFile: LOG });
  let app: BootedApp | null = await boot();
  return {
    url,
    async admit(context) {
      const first = new URL(baseUrl()).port;
      const cookies = await context.cookies(baseUrl());
      await context.addCookies(
        cookies.map(({ name, value }) => ({ name: name.replace(first, String(port)), value, url })),
      );
    },
    async kill() {
      app?.process.kill('SIGKILL');
      if (app?.process.signalCode === null) await once(app.process, 'exit');
      app = null;
    },
    async restart() {
      app = await boot();
    },
    async close() {
      await app?.close();
    },
  };
}
