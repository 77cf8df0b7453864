import { type Command, RedisFailure, type Store, type Subscription, type Value } from '../store';
import { hashes, sets } from './collections';
import { type Commands, glob, word } from './commands';
import { createDatabase } from './database';
import { keys } from './keys';
import { createScripting } from './lua';
import { sortedSets } from './sorted-sets';
import { strings } from './strings';

type Subscriber = Subscription & { onMessage: (fields: string[]) => void };

/** A Redis for machines without one: the commands Pista uses, over a map in this process. */
export async function createMemoryStore(now: () => number): Promise<Store> {
  const database = createDatabase(now);
  const subscribers = new Set<Subscriber>();
  let up = true;

  const commands: Commands = {
    ...keys,
    ...strings,
    ...hashes,
    ...sets,
    ...sortedSets,
    PUBLISH: (_db, args) => publish(subscribers, word(args, 0), word(args, 1)),
    ...(await createScripting(([name = '', ...args]) => execute([name, ...args]))),
  };

  function execute([name = '', ...args]: Command): Value {
    const handler = commands[name.toUpperCase()];
    if (!handler)
      return new RedisFailure(`ERR unknown command '${name}', which the sandbox's map does not play`);
    try {
      return handler(database, args);
    } catch (error) {
      if (error instanceof RedisFailure) return error;
      throw error;
    }
  }

  const ifUp = () => {
    if (!up) throw new Error('Redis was stopped');
  };

  return {
    async run(batch) {
      ifUp();
      return batch.map(execute);
    },
    async transact(batch) {
      ifUp();
      return batch.map(execute);
    },
    async subscribe(subscription, onMessage) {
      ifUp();
      const subscriber = { ...subscription, onMessage };
      subscribers.add(subscriber);
      return () => {
        subscribers.delete(subscriber);
      };
    },
    async kill() {
      up = false;
      database.clear();
      execute(['SCRIPT', 'FLUSH']);
    },
    async start() {
      up = true;
    },
  };
}

function publish(subscribers: Set<Subscriber>, channel: string, text: string): number {
  let reached = 0;
  for (const subscriber of subscribers) {
    if (subscriber.kind === 'subscribe' && subscriber.channel === channel) {
      subscriber.onMessage(['message', channel, text]);
      reached += 1;
    }
    if (subscriber.kind === 'psubscribe' && glob(subscriber.channel).test(channel)) {
      subscriber.onMessage(['pmessage', subscriber.channel, channel, text]);
      reached += 1;
    }
  }
  return reached;
}
