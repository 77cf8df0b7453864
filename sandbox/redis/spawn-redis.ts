import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectRedis } from './resp-client';

export const hasRedisServer = (): boolean => spawnSync('redis-server', ['--version']).status === 0;

export type RedisProcess = { socketPath: string; kill: () => Promise<void> };

/** Redis dies with the pipe to its guardian, hence also with a sandbox that was itself killed. */
const GUARDIAN = 'redis-server "$@" & redis=$!; cat >/dev/null; kill -9 $redis; wait; rm -rf "$0"';

const START_WITHIN_MS = 5_000;

/**
 * Starts a redis-server that keeps nothing on disk, on a socket in a directory of its own, so that no port can clash.
 * @throws Error when it does not answer within five seconds
 */
export async function spawnRedis(): Promise<RedisProcess> {
  const directory = await mkdtemp(join(tmpdir(), 'pista-redis-'));
  const socketPath = join(directory, 'redis.sock');
  const options = [
    '--port',
    '0',
    '--unixsocket',
    socketPath,
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    directory,
  ];
  // Detached, so that Ctrl-C in a terminal reaches the app before it reaches its Redis.
  const guardian = spawn('sh', ['-c', GUARDIAN, directory, ...options], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  const kill = () => stop(guardian);
  try {
    await untilItAnswers(socketPath);
  } catch (error) {
    await kill();
    throw error;
  }
  return { socketPath, kill };
}

async function stop(guardian: ChildProcess): Promise<void> {
  if (guardian.exitCode !== null) return;
  const exited = once(guardian, 'exit');
  guardian.stdin?.end();
  await exited;
}

async function untilItAnswers(socketPath: string): Promise<void> {
  const deadline = Date.now() + START_WITHIN_MS;
  for (;;) {
    try {
      const client = await connectRedis({ connect: { path: socketPath }, setup: [] });
      return client.close();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
