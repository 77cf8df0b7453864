import { describe, expect, it } from 'vitest';
import english from '@/messages/en.json';
import spanish from '@/messages/es.json';

type Tree = { [name: string]: string | Tree };

const leaves = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'string' ? [[`${path}${name}`, value]] : leaves(value, `${path}${name}.`),
  );
/** The names a message expects: `{price}`, `{count, plural, …}`; not the words inside a plural's cases. */
const names = (message: string) =>
  [...message.matchAll(/\{(\w+)(?:, plural)?[,}]/g)].map(([, name]) => name).sort();

describe('the words of the interface', () => {
  const es = new Map(leaves(spanish));
  const en = new Map(leaves(english));

  it('exist in both languages', () => {
    expect([...en.keys()].sort()).toEqual([...es.keys()].sort());
  });

  it('ask for the same values in both languages', () => {
    for (const [key, message] of es) {
      expect([key, ...new Set(names(en.get(key) ?? ''))]).toEqual([key, ...new Set(names(message))]);
    }
  });

  it('never shout', () => {
    for (const [key, message] of [...es, ...en]) expect(`${key}: ${message}`).not.toMatch(/[!¡]/);
  });
});
