import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import type { Identity } from './postgres-binaries';

export type BootedApp = { process: ChildProcess; url: string; close: () => Promise<void> };

type Options = {
  /** Another checkout than this one. */
  folder?: string;
  port: number;
  /** `server.ts` serves the build, or compiles the sources as asked, or Next serves the build without it. */
  way?: 'build' | 'development' | 'plain next';
  environment: NodeJS.ProcessEnv;
  /** The user who runs it, by default ours. */
  identity?: Identity;
  /** The file that its output goes to instead of ours. */
  logFile?: string;
  signal?: AbortSignal;
};

const READY_TIMEOUT_MS = 180_000;

const PROGRAMS: Readonly<Record<NonNullable<Options['way']>, readonly string[]>> = {
  build: ['--import', 'tsx', 'server.ts'],
  development: ['--import', 'tsx', 'server.ts', '--dev'],
  'plain next': ['node_modules/next/dist/bin/next', 'start'],
};

/**
 * Starts the app as a child, and waits until it answers. `server.ts` ends with this process.
 * @throws Error when it ends or does not answer
 */
export async function bootApp(options: Options): Promise<BootedApp> {
  const { folder, port, way = 'build', environment, identity, logFile, signal } = options;
  const output = logFile === undefined ? 'inherit' : openSync(logFile, 'w');
  const child = spawn(process.execPath, PROGRAMS[way], {
    cwd: folder,
    ...identity,
    env: { ...environment, PORT: String(port) },
    stdio: ['ignore', output, output, 'ipc'],
  });
  if (typeof output === 'number') closeSync(output);
  const app = { process: child, url: `http://127.0.0.1:${port}`, close: () => end(child) };
  try {
    await untilLive(app, signal);
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
}

async function untilLive({ process: child, url }: BootedApp, signal: AbortSignal | undefined): Promise<void> {
  const timeout = AbortSignal.timeout(READY_TIMEOUT_MS);
  const given = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  while (!hasEnded(child)) {
    const answer = await fetch(`${url}/api/v1/health/live`, { signal: given }).catch(() => null);
    if (answer?.ok) return;
    given.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('The app ended while it was starting.');
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;
