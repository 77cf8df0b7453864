import { type Commands, count, integer, pairs, word } from './commands';

export const hashes: Commands = {
  HSET(db, args) {
    const fields = pairs(args.slice(1));
    const hash = db.open(word(args, 0), 'hash');
    const before = hash.size;
    for (const [field, value] of fields) hash.set(field, value);
    return hash.size - before;
  },
  HSETNX(db, args) {
    const hash = db.open(word(args, 0), 'hash');
    if (hash.has(word(args, 1))) return 0;
    hash.set(word(args, 1), word(args, 2));
    return 1;
  },
  HGET: (db, args) => db.read(word(args, 0), 'hash')?.get(word(args, 1)) ?? null,
  HMGET(db, args) {
    const hash = db.read(word(args, 0), 'hash');
    return args.slice(1).map((field) => hash?.get(field) ?? null);
  },
  HGETALL: (db, args) => [...(db.read(word(args, 0), 'hash') ?? [])].flat(),
  HKEYS: (db, args) => [...(db.read(word(args, 0), 'hash')?.keys() ?? [])],
  HVALS: (db, args) => [...(db.read(word(args, 0), 'hash')?.values() ?? [])],
  HLEN: (db, args) => db.read(word(args, 0), 'hash')?.size ?? 0,
  HEXISTS: (db, args) => (db.read(word(args, 0), 'hash')?.has(word(args, 1)) ? 1 : 0),
  HINCRBY(db, args) {
    const hash = db.open(word(args, 0), 'hash');
    const value = integer(hash.get(word(args, 1)) ?? '0') + integer(word(args, 2));
    hash.set(word(args, 1), String(value));
    return value;
  },
  HDEL(db, args) {
    const hash = db.read(word(args, 0), 'hash');
    const removed = count(args.slice(1), (field) => hash?.delete(field) ?? false);
    db.dropIfEmpty(word(args, 0));
    return removed;
  },
};

export const sets: Commands = {
  SADD(db, args) {
    word(args, 1);
    const set = db.open(word(args, 0), 'set');
    return count(args.slice(1), (member) => !set.has(member) && set.add(member).has(member));
  },
  SREM(db, args) {
    const set = db.read(word(args, 0), 'set');
    const removed = count(args.slice(1), (member) => set?.delete(member) ?? false);
    db.dropIfEmpty(word(args, 0));
    return removed;
  },
  SMEMBERS: (db, args) => [...(db.read(word(args, 0), 'set') ?? [])],
  SISMEMBER: (db, args) => (db.read(word(args, 0), 'set')?.has(word(args, 1)) ? 1 : 0),
  SMISMEMBER(db, args) {
    const set = db.read(word(args, 0), 'set');
    return args.slice(1).map((member) => (set?.has(member) ? 1 : 0));
  },
  SCARD: (db, args) => db.read(word(args, 0), 'set')?.size ?? 0,
};
