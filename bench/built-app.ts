import { existsSync } from 'node:fs';
import { PROVIDERS } from '@/sandbox/providers';
import { type Sandbox, startSandbox } from '@/sandbox/start';
import { bootApp } from '@/scripts/boot-app';
import { findFreePort } from '@/scripts/free-port';

export type BuiltApp = {
  url: string;
  sandbox: Sandbox;
  /** Its environment, which a bench with verbs of its own uses too. */
  environment: NodeJS.ProcessEnv;
  close: () => Promise<void>;
};

/**
 * Starts the built app on a database, with all other providers played.
 * @param more of its environment
 */
export async function startBuiltApp(
  databaseUrl: string,
  more: Readonly<Record<string, string>> = {},
): Promise<BuiltApp> {
  const { port, sandbox, environment } = await prepareBuiltApp(databaseUrl, more);
  const app = await bootApp({ port, environment }).catch(async (error: unknown) => {
    await sandbox.close();
    throw error;
  });
  return {
    url: app.url,
    sandbox,
    environment,
    close: async () => {
      await app.close();
      await sandbox.close();
    },
  };
}

/** The played providers, and what the built app is started with. */
export async function prepareBuiltApp(
  databaseUrl: string,
  more: Readonly<Record<string, string>> = {},
): Promise<{ port: number; sandbox: Sandbox; environment: NodeJS.ProcessEnv }> {
  if (!existsSync('.next/BUILD_ID')) throw new Error('The bench needs a build: run "npm run build".');
  const port = await findFreePort();
  const baseUrl = `http://localhost:${port}`;
  const sandbox = await startSandbox({ providers: PROVIDERS, appUrl: baseUrl });
  const environment = {
    // biome-ignore lint/style/noProcessEnv: the child inherits PATH and the like
    ...process.env,
    ...sandbox.env,
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'error',
    NEXTAUTH_SECRET: 'a-secret-that-only-benches-know-0123456789',
    NEXTAUTH_URL: baseUrl,
    PISTA_SANDBOX: '',
    ...more,
  };
  return { port, sandbox, environment };
}
