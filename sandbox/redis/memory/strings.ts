import { RedisFailure } from '../store';
import { type Commands, integer, pairs, word } from './commands';
import type { Database } from './database';

export const strings: Commands = {
  GET: (db, args) => db.read(word(args, 0)) ?? null,
  MGET: (db, args) => args.map((key) => db.read(key) ?? null),
  SET: set,
  MSET(db, args) {
    for (const [key, value] of pairs(args)) db.put(key, value, null);
    return 'OK';
  },
  INCR: (db, args) => increment(db, word(args, 0), 1),
  DECR: (db, args) => increment(db, word(args, 0), -1),
  INCRBY: (db, args) => increment(db, word(args, 0), integer(word(args, 1))),
};

/** SET key value [NX|XX] [GET] [EX s|PX ms|EXAT s|PXAT ms|KEEPTTL], after redis.io/docs/latest/commands/set. */
function set(db: Database, args: string[]) {
  const [key, value] = [word(args, 0), word(args, 1)];
  const found = db.entry(key);
  const previous = found?.value ?? null;
  let expiresAtMs: number | null = null;
  let refused = false;
  let answersPrevious = false;
  for (let index = 2; index < args.length; index += 1) {
    const option = word(args, index).toUpperCase();
    const amount = () => {
      index += 1;
      return positive(word(args, index));
    };
    switch (option) {
      case 'NX':
        refused ||= found !== undefined;
        break;
      case 'XX':
        refused ||= found === undefined;
        break;
      case 'GET':
        answersPrevious = true;
        break;
      case 'KEEPTTL':
        expiresAtMs = found?.expiresAtMs ?? null;
        break;
      case 'EX':
        expiresAtMs = db.now() + amount() * 1000;
        break;
      case 'PX':
        expiresAtMs = db.now() + amount();
        break;
      case 'EXAT':
        expiresAtMs = amount() * 1000;
        break;
      case 'PXAT':
        expiresAtMs = amount();
        break;
      default:
        throw new RedisFailure('ERR syntax error');
    }
  }
  if (!refused) db.put(key, value, expiresAtMs);
  if (answersPrevious) return previous;
  return refused ? null : 'OK';
}

function positive(text: string): number {
  const amount = integer(text);
  if (amount <= 0) throw new RedisFailure("ERR invalid expire time in 'set' command");
  return amount;
}

function increment(db: Database, key: string, by: number): number {
  const value = integer(db.read(key) ?? '0') + by;
  db.put(key, String(value), db.entry(key)?.expiresAtMs ?? null);
  return value;
}
