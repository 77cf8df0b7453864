import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import english from '@/messages/en.json';
import spanish from '@/messages/es.json';

type Tree = { [name: string]: string | Tree };

const leaves = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'string' ? [[`${path}${name}`, value]] : leaves(value, `${path}${name}.`),
  );
/** The names in a message: `{price}`, `{count, plural, …}`, without the words inside a plural's cases. */
const names = (message: string) =>
  [...message.matchAll(/\{(\w+)(?:, plural)?[,}]/g)].map(([, name]) => name).sort();

/** Named by rows of the database instead of by code. */
const NAMED_BY_DATA = /^(amenity|weekday)\./;

/** The code without its tests, which name keys that do not exist. */
const code = ['app', 'components', 'lib']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)),
  )
  .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

/** How the code names messages: by quoted texts, and by templates that match any value. */
function namesInCode(): (key: string) => boolean {
  // Pages of scripts are given their words as an object.
  const texts = new Set(
    [...code.matchAll(/'([\w.]+)'|\b(?:words|said)\.(\w+)/g)].map(([, text, word]) => text ?? word),
  );
  const templates = [...code.matchAll(/`([\w.]*(?:\$\{[^}`]+\}[\w.]*)+)`/g)]
    .map(([, template = '']) => template.split(/\$\{[^}]+\}/))
    .filter((parts) => /[a-zA-Z]{3}/.test(parts.join('')))
    .map((parts) => new RegExp(`^${parts.join('[\\w-]+')}$`));
  return (name) => texts.has(name) || templates.some((template) => template.test(name));
}

/** The messages that `lib` gives values, with the names of those: `{ key: 'a.b', values: { name, url: … } }`. */
function valuesInCode(): [key: string, names: string[]][] {
  const given = /'((?:checks|diagnosis)\.[\w.]+)',\s*values: \{((?:\{[^}]*\}|[^{}])*)\}/g;
  return [...code.matchAll(given)].map(([, key = '', values = '']) => [
    key,
    [...values.replaceAll(/\{[^}]*\}/g, '').matchAll(/(?<=^|,)\s*(\w+)/g)]
      .map(([, name = '']) => name)
      .sort(),
  ]);
}

describe('the words of the interface', () => {
  const es = new Map(leaves(spanish));
  const en = new Map(leaves(english));

  it('exist in both languages', () => {
    expect([...en.keys()].sort()).toEqual([...es.keys()].sort());
  });

  it('promise a court for money, and nothing that reads as if it were free', () => {
    const told = ['README.md', 'docs/reliability.md', 'package.json'].map((file) =>
      readFileSync(file, 'utf8'),
    );
    for (const text of [...es.values(), ...en.values(), ...told]) {
      expect(text).not.toMatch(/pagu?[ae]r?n? por nada|pays? for nothing|money for nothing/i);
    }
  });

  it('ask for the same values in both languages', () => {
    for (const [key, message] of es) {
      expect([key, ...new Set(names(en.get(key) ?? ''))]).toEqual([key, ...new Set(names(message))]);
    }
  });

  it('are given by lib the values that they name', () => {
    const given = valuesInCode();
    expect(given.length).toBeGreaterThan(30);
    for (const [key, values] of given) expect([key, values]).toEqual([key, names(es.get(key) ?? '')]);
  });

  it('name no value where lib gives none', () => {
    const bare = [...code.matchAll(/'((?:checks|diagnosis)\.[\w.]+)'(?!,\s*values)/g)].map(
      ([, key = '']) => key,
    );
    expect(bare.filter((key) => names(es.get(key) ?? '').length > 0)).toEqual([]);
  });

  it('are all said somewhere', () => {
    const isNamed = namesInCode();
    const endings = (key: string) =>
      key.split('.').map((_part, index, parts) => parts.slice(index).join('.'));
    const unsaid = [...es.keys()].filter((key) => !NAMED_BY_DATA.test(key) && !endings(key).some(isNamed));
    expect(unsaid).toEqual([]);
  });

  it('never shout', () => {
    for (const [key, message] of [...es, ...en]) expect(`${key}: ${message}`).not.toMatch(/[!¡]/);
  });
});
