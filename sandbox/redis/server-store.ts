import { type Address, connectRedis, parseRedisUrl, type RespClient } from './resp-client';
import { type RedisProcess, spawnRedis } from './spawn-redis';
import type { Store } from './store';

/** A store over a redis-server: the one at `redisUrl`, which is never killed but only left, or one of our own. */
export async function createServerStore(redisUrl?: string): Promise<Store> {
  let redis: RedisProcess | undefined;
  let address: Address | undefined;
  let client: Promise<RespClient> | undefined;

  function connection(): Promise<RespClient> {
    if (address === undefined) return Promise.reject(new Error('Redis was stopped'));
    client ??= connectRedis(address).then((connected) => {
      void connected.closed.then(() => {
        client = undefined;
      });
      return connected;
    });
    client.catch(() => {
      client = undefined;
    });
    return client;
  }

  async function start() {
    if (address !== undefined) return;
    if (redisUrl !== undefined) {
      address = parseRedisUrl(redisUrl);
    } else {
      redis = await spawnRedis();
      address = { connect: { path: redis.socketPath }, setup: [] };
    }
  }

  const store: Store = {
    start,
    async kill() {
      address = undefined;
      (await client?.catch(() => undefined))?.close();
      client = undefined;
      await redis?.kill();
      redis = undefined;
    },
    run: async (commands) => (await connection()).send(commands),
  };
  await start();
  return store;
}
