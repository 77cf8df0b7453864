import { RedisFailure, type Value } from '../store';
import { type Commands, count, glob, integer, word } from './commands';
import type { Database } from './database';

export const keys: Commands = {
  PING: (_db, args) => args[0] ?? 'PONG',
  FLUSHDB(db) {
    db.clear();
    return 'OK';
  },
  DEL: (db, args) => count(args, db.delete),
  UNLINK: (db, args) => count(args, db.delete),
  EXISTS: (db, args) => count(args, (key) => db.entry(key) !== undefined),
  SCAN: scan,
  EXPIRE: (db, args) => expire(db, args, db.now() + integer(word(args, 1)) * 1000),
  PEXPIRE: (db, args) => expire(db, args, db.now() + integer(word(args, 1))),
  TTL: (db, args) => timeLeft(db, word(args, 0), 1000),
  PTTL: (db, args) => timeLeft(db, word(args, 0), 1),
  PERSIST(db, args) {
    const found = db.entry(word(args, 0));
    if (!found || found.expiresAtMs === null) return 0;
    found.expiresAtMs = null;
    return 1;
  },
};

/** EXPIRE and its like, with NX, XX, GT and LT. A moment in the past deletes the key. */
function expire(db: Database, args: string[], atMs: number): Value {
  const key = word(args, 0);
  const found = db.entry(key);
  if (!found) return 0;
  const current = found.expiresAtMs ?? Infinity;
  const allowed = args.slice(2).every((option) => {
    switch (option.toUpperCase()) {
      case 'NX':
        return found.expiresAtMs === null;
      case 'XX':
        return found.expiresAtMs !== null;
      case 'GT':
        return atMs > current;
      case 'LT':
        return atMs < current;
      default:
        throw new RedisFailure('ERR Unsupported option');
    }
  });
  if (!allowed) return 0;
  if (atMs <= db.now()) db.delete(key);
  else found.expiresAtMs = atMs;
  return 1;
}

function timeLeft(db: Database, key: string, unitMs: number): Value {
  const found = db.entry(key);
  if (!found) return -2;
  return found.expiresAtMs === null ? -1 : Math.round((found.expiresAtMs - db.now()) / unitMs);
}

/** SCAN cursor [MATCH pattern] [COUNT n]. A key that stays during the scan is found. */
function scan(db: Database, args: string[]): Value {
  const options = new Map<string, string>();
  for (let index = 1; index < args.length; index += 2) {
    options.set(word(args, index).toUpperCase(), word(args, index + 1));
  }
  const pattern = glob(options.get('MATCH') ?? '*');
  const { keys, place } = db.walk(integer(word(args, 0)), integer(options.get('COUNT') ?? '10'));
  return [String(place ?? 0), keys.filter((key) => pattern.test(key))];
}
