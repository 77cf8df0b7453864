import { type Command, RedisFailure, type Store, type Value } from '../store';
import type { Commands } from './commands';
import { createDatabase } from './database';
import { keys } from './keys';
import { createScripting } from './lua';
import { strings } from './strings';

/** A Redis for machines without one: the commands Pista uses, over a map in this process. */
export async function createMemoryStore(now: () => number): Promise<Store> {
  const database = createDatabase(now);
  let up = true;

  const commands: Commands = {
    ...keys,
    ...strings,
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
