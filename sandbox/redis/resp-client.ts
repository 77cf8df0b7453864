import { createConnection, type NetConnectOpts } from 'node:net';
import { createRespParser, encodeCommand } from './resp';
import { type Command, RedisFailure, type Value } from './store';

export type RespClient = {
  /** Writes the commands in one piece, so that no other comes between them. Resolves with their answers. */
  send(commands: readonly Command[]): Promise<Value[]>;
  closed: Promise<void>;
  close(): void;
};

export type Address = { connect: NetConnectOpts; setup: readonly Command[] };

/** The address of redis://user:password@host:port/database, and the commands that open a connection. */
export function parseRedisUrl(redisUrl: string): Address {
  const url = new URL(redisUrl);
  const words = [url.username, url.password].map(decodeURIComponent).filter(Boolean);
  const database = url.pathname.slice(1);
  return {
    connect: { host: url.hostname, port: Number(url.port || 6379) },
    setup: [...(words.length > 0 ? [['AUTH', ...words]] : []), ...(database ? [['SELECT', database]] : [])],
  };
}

type Waiting = { resolve: (value: Value) => void; reject: (error: Error) => void };

/**
 * One pipelined connection.
 * @throws Error when nobody listens there or the password is refused
 */
export async function connectRedis(address: Address): Promise<RespClient> {
  const socket = createConnection(address.connect);
  const waiting: Waiting[] = [];
  let failure = new Error('the connection to Redis is closed');
  const parse = createRespParser((value) => waiting.shift()?.resolve(value));
  socket.on('data', parse);
  socket.on('error', (error) => {
    failure = error;
  });
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      for (const { reject } of waiting.splice(0)) reject(failure);
      resolve();
    });
  });

  const send = (commands: readonly Command[]): Promise<Value[]> => {
    if (socket.destroyed) return Promise.reject(failure);
    const answers = commands.map(
      () => new Promise<Value>((resolve, reject) => waiting.push({ resolve, reject })),
    );
    socket.write(commands.map(encodeCommand).join(''));
    return Promise.all(answers);
  };

  const greeting = await send([...address.setup, ['PING']]);
  const refused = greeting.find((value) => value instanceof RedisFailure);
  if (refused) {
    socket.destroy();
    throw refused;
  }
  return { send, closed, close: () => socket.destroy() };
}
