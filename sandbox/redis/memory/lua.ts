import { LuaFactory } from 'wasmoon';
import { z } from 'zod';
import { sha1 } from '../scripts';
import { RedisFailure, type Value } from '../store';
import { type Commands, integer, word } from './commands';

/** The part of Redis's `redis` table that scripts use. `pcall` turns an error into a table, as Redis does. */
const PRELUDE = `
redis = {
  call = function(...) return redis_call(...) end,
  pcall = function(...)
    local ok, answer = pcall(redis_call, ...)
    if ok then return answer end
    return { err = tostring(answer) }
  end,
  error_reply = function(message) return { err = message } end,
  status_reply = function(message) return { ok = message } end,
}
`;

const tableSchema = z.union([
  z.object({ err: z.string() }).transform(({ err }) => new RedisFailure(err)),
  z.object({ ok: z.string() }).transform(({ ok }) => ok),
  z.array(z.unknown()).transform((items) => untilNil(items).map(fromLua)),
  z.object({}).transform((): Value => []),
]);

/** EVAL, EVALSHA and SCRIPT over a real Lua, whose `redis.call` runs `execute`. */
export async function createScripting(execute: (command: string[]) => Value): Promise<Commands> {
  const lua = await new LuaFactory().createEngine({ injectObjects: false });
  const scripts = new Map<string, string>();
  lua.global.set('redis_call', (...words: unknown[]) => toLua(execute(words.map(String))));
  lua.doStringSync(PRELUDE);

  function run(script: string, args: string[]): Value {
    const keyCount = integer(word(args, 1));
    lua.global.set('KEYS', args.slice(2, 2 + keyCount));
    lua.global.set('ARGV', args.slice(2 + keyCount));
    try {
      return fromLua(lua.doStringSync(script));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new RedisFailure(/^[A-Z]+ /.test(message) ? message : `ERR ${message}`);
    }
  }

  function load(script: string): string {
    const hash = sha1(script);
    scripts.set(hash, script);
    return hash;
  }

  function evalScript(script: string, args: string[]): Value {
    load(script);
    return run(script, args);
  }

  function evalHash(hash: string, args: string[]): Value {
    const script = scripts.get(hash.toLowerCase());
    if (script === undefined) throw new RedisFailure('NOSCRIPT No matching script. Please use EVAL.');
    return run(script, args);
  }

  return {
    EVAL: (_db, args) => evalScript(word(args, 0), args),
    EVAL_RO: (_db, args) => evalScript(word(args, 0), args),
    EVALSHA: (_db, args) => evalHash(word(args, 0), args),
    EVALSHA_RO: (_db, args) => evalHash(word(args, 0), args),
    SCRIPT(_db, args) {
      switch (word(args, 0).toUpperCase()) {
        case 'LOAD':
          return load(word(args, 1));
        case 'EXISTS':
          return args.slice(1).map((hash) => (scripts.has(hash.toLowerCase()) ? 1 : 0));
        case 'FLUSH':
          scripts.clear();
          return 'OK';
        default:
          throw new RedisFailure('ERR unknown subcommand');
      }
    },
  };
}

/** redis.io/docs/latest/develop/programmability/lua-api: a nil answer is `false` to a script. */
function toLua(value: Value): unknown {
  if (value instanceof RedisFailure) throw value;
  if (value === null) return false;
  if (value === 'OK') return { ok: value };
  return Array.isArray(value) ? value.map(toLua) : value;
}

/** A number loses its fraction, `true` is 1, `false` and nil are null, and a table ends at its first nil. */
function fromLua(value: unknown): Value {
  if (typeof value === 'number') return Math.trunc(value);
  if (typeof value === 'string') return value;
  if (value === true) return 1;
  if (value === false || value === null || value === undefined) return null;
  return tableSchema.parse(value);
}

const untilNil = (items: unknown[]): unknown[] => {
  const end = items.findIndex((item) => item === null || item === undefined);
  return end === -1 ? items : items.slice(0, end);
};
