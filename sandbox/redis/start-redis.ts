import { z } from 'zod';
import { SANDBOX_KEYS } from '../providers';
import { type Reply, type Request, type Running, serve } from '../serve';
import { createMemoryStore } from './memory/memory-store';
import { createScriptTranslator } from './scripts';
import { createServerStore } from './server-store';
import { hasRedisServer } from './spawn-redis';
import { type Command, RedisFailure, type Value } from './store';

export type RedisOptions = {
  port: number;
  /** A running Redis to stand before. */
  redisUrl?: string | undefined;
  /** Whether to use a redis-server of our own or a map in memory. The default is what the machine has. */
  backend?: 'server' | 'memory';
  /** The clock of the map's expiry, in epoch milliseconds. A redis-server has its own. */
  now?: () => number;
};

const commandSchema = z
  .array(z.union([z.string(), z.number(), z.boolean()]).transform(String))
  .min(1, 'ERR empty command');
const commandsSchema = z.array(commandSchema).min(1, 'ERR empty pipeline');

/** Commands that would change the shared connection for everyone, which Upstash's REST API lacks too. */
const UNAVAILABLE =
  /^(B[LRZ]|SUBSCRIBE|PSUBSCRIBE|MULTI|EXEC|WATCH|SELECT|MONITOR|SHUTDOWN|QUIT|RESET|AUTH|HELLO|CLIENT)/i;

/**
 * Plays Upstash's REST API (upstash.com/docs/redis/features/restapi) over Redis. After `POST /_control/kill` it
 * answers 503, until `POST /_control/start` starts an empty Redis.
 */
export async function startRedis({
  port,
  redisUrl,
  backend,
  now = Date.now,
}: RedisOptions): Promise<Running> {
  const memory = backend === 'memory' || (backend === undefined && !redisUrl && !hasRedisServer());
  const store = memory ? await createMemoryStore(now) : await createServerStore(redisUrl);
  const scripts = createScriptTranslator();

  async function run(commands: readonly Command[]): Promise<Value[]> {
    const refusals = commands.map(([name = '']) => UNAVAILABLE.test(name));
    const answers = await store.run(commands.filter((_, index) => !refusals[index]).map(scripts.command));
    return commands.map((command, index) =>
      refusals[index] ? unavailable(command) : scripts.answer(command, answers.shift() ?? null),
    );
  }

  async function answerApi(request: Request): Promise<Reply> {
    if (request.headers.authorization !== `Bearer ${SANDBOX_KEYS.UPSTASH_REDIS_REST_TOKEN}`) {
      return { status: 401, body: { error: 'WRONGPASS invalid or missing auth token' } };
    }
    const encode = request.headers['upstash-encoding'] === 'base64' ? encodeTop : (value: Value) => value;
    const words = request.path.split('/').filter(Boolean).map(decodeURIComponent);
    if (words[0] === 'pipeline') {
      const answers = await run(commandsSchema.parse(JSON.parse(request.body)));
      return { body: answers.map((value) => entry(value, encode)) };
    }
    const command = words.length === 0 ? JSON.parse(request.body) : words;
    const [value = null] = await run([commandSchema.parse(command)]);
    return single(value, encode);
  }

  const running = await serve(
    async (request) => {
      if (request.method === 'POST' && request.path === '/_control/kill') await store.kill();
      if (request.method === 'POST' && request.path === '/_control/start') await store.start();
      if (request.path.startsWith('/_control/')) return { body: { ok: true } };
      const syncToken = request.headers['upstash-sync-token'];
      const reply = await answerApi(request).catch(refusal);
      return {
        ...reply,
        headers: {
          ...reply.headers,
          ...(typeof syncToken === 'string' ? { 'upstash-sync-token': syncToken } : {}),
        },
      };
    },
    port,
    undefined,
    () => ({ error: 'ERR the sandbox was told to fail' }),
  );
  return {
    ...running,
    close: async () => {
      await running.close();
      await store.kill();
    },
  };
}

/** A malformed request is the caller's fault. Any other error means that the Redis is down. */
function refusal(error: unknown): Reply {
  const malformed = error instanceof z.ZodError || error instanceof SyntaxError;
  return malformed
    ? { status: 400, body: { error: 'ERR failed to parse command' } }
    : { status: 503, body: { error: `ERR Redis cannot be reached: ${String(error)}` } };
}

const unavailable = ([name = '']: Command) =>
  new RedisFailure(`ERR Command is not available: '${name.toUpperCase()}'`);

const entry = (value: Value, encode: (value: Value) => Value) =>
  value instanceof RedisFailure ? { error: value.message } : { result: encode(value) };

const single = (value: Value, encode: (value: Value) => Value): Reply => ({
  status: value instanceof RedisFailure ? 400 : 200,
  body: entry(value, encode),
});

/** Upstash leaves a plain OK as it is and encodes every other string, nested ones too. */
const encodeTop = (value: Value): Value => (value === 'OK' ? value : encodeBase64(value));

function encodeBase64(value: Value): Value {
  if (typeof value === 'string') return Buffer.from(value).toString('base64');
  if (value instanceof RedisFailure) return value.message;
  return Array.isArray(value) ? value.map(encodeBase64) : value;
}
