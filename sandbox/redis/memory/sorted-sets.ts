import { RedisFailure, type Value } from '../store';
import { type Commands, count, float, integer, pairs, word } from './commands';
import type { Database, SortedSet } from './database';

type Member = [name: string, score: number];

export const sortedSets: Commands = {
  ZADD: add,
  ZINCRBY(db, args) {
    const set = db.open(word(args, 0), 'zset');
    const score = (set.get(word(args, 2)) ?? 0) + float(word(args, 1));
    set.set(word(args, 2), score);
    return String(score);
  },
  ZSCORE(db, args) {
    const score = db.read(word(args, 0), 'zset')?.get(word(args, 1));
    return score === undefined ? null : String(score);
  },
  ZCARD: (db, args) => db.read(word(args, 0), 'zset')?.size ?? 0,
  ZCOUNT: (db, args) => between(ordered(db, word(args, 0)), word(args, 1), word(args, 2)).length,
  ZRANGE: range,
  ZRANGEBYSCORE: (db, args) => range(db, [...args.slice(0, 3), 'BYSCORE', ...args.slice(3)]),
  ZREM(db, args) {
    const set = db.read(word(args, 0), 'zset');
    const removed = count(args.slice(1), (member) => set?.delete(member) ?? false);
    db.dropIfEmpty(word(args, 0));
    return removed;
  },
  ZREMRANGEBYSCORE(db, args) {
    const set = db.read(word(args, 0), 'zset');
    const doomed = between(ordered(db, word(args, 0)), word(args, 1), word(args, 2));
    for (const [member] of doomed) set?.delete(member);
    db.dropIfEmpty(word(args, 0));
    return doomed.length;
  },
};

/** ZADD key [NX|XX] [GT|LT] [CH] score member … */
function add(db: Database, args: string[]): Value {
  const options = new Set<string>();
  let index = 1;
  for (; /^(NX|XX|GT|LT|CH)$/i.test(args[index] ?? ''); index += 1)
    options.add(word(args, index).toUpperCase());
  const members = pairs(args.slice(index)).map(([score, name]): Member => [name, float(score)]);
  const set = db.open(word(args, 0), 'zset');
  const before = set.size;
  const changed = members.filter((member) => put(set, member, options)).length;
  const added = set.size - before;
  db.dropIfEmpty(word(args, 0));
  return options.has('CH') ? changed : added;
}

/** Whether the score took hold. */
function put(set: SortedSet, [name, score]: Member, options: Set<string>): boolean {
  const current = set.get(name);
  if (current === undefined) {
    if (options.has('XX')) return false;
  } else if (
    current === score ||
    options.has('NX') ||
    (options.has('GT') && score < current) ||
    (options.has('LT') && score > current)
  ) {
    return false;
  }
  set.set(name, score);
  return true;
}

/** ZRANGE key from to [BYSCORE] [REV] [LIMIT offset count] [WITHSCORES], without BYLEX. */
function range(db: Database, args: string[]): Value {
  const options = args.slice(3).map((option) => option.toUpperCase());
  if (options.includes('BYLEX'))
    throw new RedisFailure('ERR syntax error, BYLEX is not played by the sandbox');
  const reverse = options.includes('REV');
  const members = reverse ? ordered(db, word(args, 0)).reverse() : ordered(db, word(args, 0));
  const [from, to] = [word(args, 1), word(args, 2)];
  let chosen = options.includes('BYSCORE')
    ? between(members, reverse ? to : from, reverse ? from : to)
    : byIndex(members, integer(from), integer(to));
  const limit = options.indexOf('LIMIT');
  if (limit !== -1) {
    const [offset, size] = [integer(word(options, limit + 1)), integer(word(options, limit + 2))];
    chosen = chosen.slice(offset, size < 0 ? undefined : offset + size);
  }
  const withScores = options.includes('WITHSCORES');
  return chosen.flatMap(([name, score]) => (withScores ? [name, String(score)] : [name]));
}

const ordered = (db: Database, key: string): Member[] =>
  [...(db.read(key, 'zset') ?? [])].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1));

/** `(1` leaves 1 itself out. */
const between = (members: Member[], min: string, max: string): Member[] =>
  members.filter(
    ([, score]) =>
      (min.startsWith('(') ? score > float(min) : score >= float(min)) &&
      (max.startsWith('(') ? score < float(max) : score <= float(max)),
  );

function byIndex(members: Member[], from: number, to: number): Member[] {
  const start = from < 0 ? Math.max(0, members.length + from) : from;
  const end = to < 0 ? members.length + to : to;
  return members.slice(start, end + 1);
}
