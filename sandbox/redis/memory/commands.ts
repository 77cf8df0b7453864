import { RedisFailure, type Value } from '../store';
import type { Database } from './database';

type Handler = (database: Database, args: string[]) => Value;
export type Commands = Record<string, Handler>;

/** The argument at a place that must be there. */
export function word(args: string[], index: number): string {
  const value = args[index];
  if (value === undefined) throw new RedisFailure('ERR wrong number of arguments');
  return value;
}

export function integer(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new RedisFailure('ERR value is not an integer or out of range');
  return Number(text);
}

/** Reads `field value field value …`. */
export function pairs(words: string[]): [string, string][] {
  if (words.length === 0 || words.length % 2 === 1) throw new RedisFailure('ERR wrong number of arguments');
  return words.flatMap((first, index) =>
    index % 2 === 0 ? [[first, word(words, index + 1)] satisfies [string, string]] : [],
  );
}

/** How many keys a change affected. */
export const count = (words: string[], change: (word: string) => boolean): number =>
  words.reduce((total, each) => total + (change(each) ? 1 : 0), 0);

/** A Redis pattern (`*`, `?`, `[a-z]`, `[^a]`, `\x`) as a regular expression. */
export function glob(pattern: string): RegExp {
  const source = pattern.replace(/\\(.)|\[\^?[^\]]*\]|[\s\S]/g, (piece, escaped: string | undefined) => {
    if (escaped !== undefined) return literal(escaped);
    if (piece === '*') return '[\\s\\S]*';
    if (piece === '?') return '[\\s\\S]';
    return piece.length > 1 ? piece : literal(piece);
  });
  return new RegExp(`^${source}$`);
}

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
