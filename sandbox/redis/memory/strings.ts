import { RedisFailure } from '../store';
import { type Commands, integer, pairs, word } from './commands';
import type { Database } from './database';

export const strings: Commands = {
  GET: (db, args) => db.read(word(args, 0), 'string') ?? null,
  MGET: (db, args) =>
    args.map((key) => {
      const found = db.entry(key);
      return found?.type === 'string' ? found.value : null;
    }),
  SET: set,
  SETNX: (db, args) => (set(db, [word(args, 0), word(args, 1), 'NX']) === 'OK' ? 1 : 0),
  SETEX: (db, args) => set(db, [word(args, 0), word(args, 2), 'EX', word(args, 1)]),
  PSETEX: (db, args) => set(db, [word(args, 0), word(args, 2), 'PX', word(args, 1)]),
  MSET(db, args) {
    for (const [key, value] of pairs(args)) db.setString(key, value, null);
    return 'OK';
  },
  GETDEL(db, args) {
    const key = word(args, 0);
    const value = db.read(key, 'string') ?? null;
    db.delete(key);
    return value;
  },
  STRLEN: (db, args) => Buffer.byteLength(db.read(word(args, 0), 'string') ?? ''),
  INCR: (db, args) => increment(db, word(args, 0), 1),
  DECR: (db, args) => increment(db, word(args, 0), -1),
  INCRBY: (db, args) => increment(db, word(args, 0), integer(word(args, 1))),
  DECRBY: (db, args) => increment(db, word(args, 0), -integer(word(args, 1))),
};

/** SET key value [NX|XX] [GET] [EX s|PX ms|EXAT s|PXAT ms|KEEPTTL], after redis.io/docs/latest/commands/set. */
function set(db: Database, args: string[]) {
  const [key, value] = [word(args, 0), word(args, 1)];
  const found = db.entry(key);
  const previous = found?.type === 'string' ? found.value : null;
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
  if (!refused) db.setString(key, value, expiresAtMs);
  if (answersPrevious) return previous;
  return refused ? null : 'OK';
}

function positive(text: string): number {
  const amount = integer(text);
  if (amount <= 0) throw new RedisFailure("ERR invalid expire time in 'set' command");
  return amount;
}

function increment(db: Database, key: string, by: number): number {
  const value = integer(db.read(key, 'string') ?? '0') + by;
  db.setString(key, String(value), db.entry(key)?.expiresAtMs ?? null);
  return value;
}
