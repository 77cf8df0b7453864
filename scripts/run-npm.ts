import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { npmProgram } from './npm-program';

type Run = {
  folder?: string;
  environment: NodeJS.ProcessEnv;
  signal: AbortSignal;
  /** Whether it takes only what other programs leave of the processors. */
  inBackground?: boolean;
};

/** Runs npm until it ends or the signal stops it. Returns its exit code, and all that it said. */
export async function runNpm(
  args: readonly string[],
  { folder, environment, signal, inBackground = false }: Run,
): Promise<{ exitCode: number; output: string }> {
  const child = spawn(process.execPath, [npmProgram(), ...args], { cwd: folder, env: environment });
  // What it starts inherits this.
  if (inBackground && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  const stop = () => child.kill();
  signal.addEventListener('abort', stop);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(child, 'close');
  signal.removeEventListener('abort', stop);
  return { exitCode: child.exitCode ?? 1, output: Buffer.concat(chunks).toString('utf8') };
}
