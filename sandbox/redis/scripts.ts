import { createHash } from 'node:crypto';
import type { Command, Value } from './store';

export const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');

/**
 * Upstash allows `#!lua flags=allow-key-locking`, which Redis refuses, so scripts run without their first line;
 * the hashes their callers know them by are translated.
 */
export function createScriptTranslator() {
  const bodyHashes = new Map<string, string>();

  function translate(script: string): string {
    const body = script.replace(/^#![^\n]*\n/, '');
    bodyHashes.set(sha1(script), sha1(body));
    return body;
  }

  const translateHash = (hash: string) => bodyHashes.get(hash.toLowerCase()) ?? hash;

  return {
    command(command: Command): Command {
      const [name = '', first = '', ...rest] = command;
      if (/^EVAL(_RO)?$/i.test(name)) return [name, translate(first), ...rest];
      if (/^EVALSHA(_RO)?$/i.test(name)) return [name, translateHash(first), ...rest];
      if (!/^SCRIPT$/i.test(name)) return command;
      if (/^LOAD$/i.test(first)) return [name, first, ...rest.map(translate)];
      if (/^EXISTS$/i.test(first)) return [name, first, ...rest.map(translateHash)];
      return command;
    },
    /** The hash a caller expects from SCRIPT LOAD is that of the script it sent. */
    answer([name = '', first = '', script = '']: Command, value: Value): Value {
      return /^SCRIPT$/i.test(name) && /^LOAD$/i.test(first) && typeof value === 'string'
        ? sha1(script)
        : value;
    },
  };
}
