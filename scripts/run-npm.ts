import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { npmProgram } from './npm-program';

type Run = { folder?: string; environment: NodeJS.ProcessEnv; signal: AbortSignal };

/** Runs npm until it ends or the signal stops it. Returns its exit code, and all that it said. */
export async function runNpm(
  args: readonly string[],
  { folder, environment, signal }: Run,
): Promise<{ exitCode: number; output: string }> {
  const child = spawn(process.execPath, [npmProgram(), ...args], { cwd: folder, env: environment });
  const stop = () => child.kill();
  signal.addEventListener('abort', stop);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(child, 'close');
  signal.removeEventListener('abort', stop);
  return { exitCode: child.exitCode ?? 1, output: Buffer.concat(chunks).toString('utf8') };
}
