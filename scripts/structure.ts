import path from 'node:path';
import { findStatusWrites } from './status-writes';

/** The areas of `lib` in their order: each may use only those that stand before it. */
const AREAS = [
  'core',
  'services',
  'records',
  'auth',
  'factors',
  'web',
  'catalogue',
  'availability',
  'ledger',
  'notices',
  'accounts',
  'live',
  'reservations',
  'cancellations',
  'payments',
  'refunds',
  'alerts',
  'webhooks',
  'reconciliation',
  'clubs',
  'billing',
  'desk',
  'moves',
  'reports',
  'integrity',
  'diagnostics',
  'jobs',
  'backoffice',
];

/** The folders that may import each vendor's SDK. */
const ADAPTERS: Readonly<Record<string, string>> = {
  stripe: 'lib/services/stripe',
  resend: 'lib/services/resend',
  twilio: 'lib/services/twilio',
  '@upstash/redis': 'lib/services/redis',
  '@upstash/ratelimit': 'lib/services/redis',
  aws4fetch: 'lib/services/storage',
  sharp: 'lib/services/pictures',
};

/** Folders with product code, and those with tests only. */
const PROGRAM = ['app', 'components', 'db', 'inngest', 'lib', 'sandbox'];
const PROOF = ['bench', 'chaos', 'e2e', 'fuzz', 'test'];

const MOST_FILES = 25;

/** A source file's path from the root and its text. */
export type Source = { file: string; text: string };
type Import = { from: string; to: string };

/** What breaks the plan of the folders, a sentence each. Tests may import anything. */
export function findBreaches(sources: readonly Source[]): string[] {
  const own = sources.filter(({ file }) => !isTest(file));
  const files = new Set(own.map(({ file }) => file));
  const imports = own.flatMap((source) => importsOf(source, files));
  return [
    ...imports.flatMap(misplaced),
    ...own.flatMap(foreignSdks),
    ...own.flatMap(findStatusWrites),
    ...findCircles(imports),
    ...rootFiles(files),
    ...fullFolders(files),
    ...strayTests(sources, files),
    ...sources.flatMap(misnamedTest),
  ];
}

const isTest = (file: string) => /\.test\.tsx?$/.test(file);

const SPECIFIER = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)'([^']+)'/g;

const specifiersOf = ({ text }: Source): string[] =>
  [...text.matchAll(SPECIFIER)].flatMap(([, specifier]) => specifier ?? []);

function importsOf(source: Source, files: ReadonlySet<string>): Import[] {
  return specifiersOf(source).flatMap((specifier) => {
    const target = resolve(source.file, specifier, files);
    return target === undefined ? [] : [{ from: source.file, to: target }];
  });
}

function resolve(from: string, specifier: string, files: ReadonlySet<string>): string | undefined {
  const base = specifier.startsWith('@/')
    ? specifier.slice(2)
    : specifier.startsWith('.')
      ? path.posix.join(path.posix.dirname(from), specifier)
      : undefined;
  if (base === undefined) return undefined;
  return [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`].find((file) => files.has(file));
}

const topOf = (file: string) => file.split('/', 1)[0] ?? '';
const areaOf = (file: string) => (topOf(file) === 'lib' ? (file.split('/')[1] ?? '') : null);

function misplaced({ from, to }: Import): string[] {
  const area = areaOf(from);
  const used = areaOf(to);
  const program = PROGRAM.includes(topOf(from));
  if (program && topOf(to) === 'app' && topOf(from) !== 'app')
    return [`${from} imports ${to}: nothing imports app.`];
  if (program && PROOF.includes(topOf(to)))
    return [`${from} imports ${to}: nothing that runs for people imports ${topOf(to)}.`];
  if (topOf(from) === 'db' && used !== null && used !== 'core')
    return [`${from} imports ${to}: db uses nothing of lib but core.`];
  if (area === null || used === null || AREAS.indexOf(used) <= AREAS.indexOf(area)) return [];
  return [`${from} imports ${to}: ${area} stands before ${used}.`];
}

function foreignSdks(source: Source): string[] {
  if (!['app', 'components', 'inngest', 'lib'].includes(topOf(source.file))) return [];
  return specifiersOf(source).flatMap((specifier) => {
    const adapter = ADAPTERS[specifier];
    return adapter === undefined || source.file.startsWith(`${adapter}/`)
      ? []
      : [`${source.file} imports ${specifier}: only ${adapter} does.`];
  });
}

/** Each import of a file that is still being followed is one circle. */
function findCircles(imports: readonly Import[]): string[] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
  const circles: string[] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const follow = (file: string): void => {
    const seen = way.indexOf(file);
    if (seen >= 0) circles.push(`${[...way.slice(seen), file].join(' → ')}: a circle.`);
    if (seen >= 0 || done.has(file)) return;
    way.push(file);
    for (const target of targets.get(file) ?? []) follow(target);
    way.pop();
    done.add(file);
  };
  for (const file of targets.keys()) follow(file);
  return circles;
}

function rootFiles(files: ReadonlySet<string>): string[] {
  return [...files]
    .filter((file) => areaOf(file) !== null && !AREAS.includes(areaOf(file) ?? ''))
    .map((file) => `${file} stands in no area of lib.`);
}

function fullFolders(files: ReadonlySet<string>): string[] {
  const folders = [...files]
    .filter((file) => ['lib', 'components'].includes(topOf(file)))
    .map((file) => path.posix.dirname(file));
  return [...new Set(folders)].flatMap((folder) => {
    const count = folders.filter((other) => other === folder).length;
    return count > MOST_FILES ? [`${folder} holds ${count} files: split it by noun.`] : [];
  });
}

/** `test` holds factories and helpers. A test there tests a helper. */
function strayTests(sources: readonly Source[], files: ReadonlySet<string>): string[] {
  return sources
    .map(({ file }) => file)
    .filter((file) => topOf(file) === 'test' && isTest(file) && !files.has(file.replace('.test.', '.')))
    .map((file) => `${file} tests nothing of test: move it beside what it tests.`);
}

/** What a test needs beside a database. Its name must say it, because `vitest.config.ts` groups tests by it. */
const NEEDS: readonly { helper: RegExp; folders: RegExp; names: readonly string[] }[] = [
  {
    helper: /^@\/test\/other-process\/(start|use|dying)$/,
    folders: /./,
    names: ['crash', 'outage'],
  },
  { helper: /^@\/test\/own-postgres$/, folders: /./, names: ['outage'] },
  {
    helper: /^@\/test\/sandbox$/,
    folders: /^(components|db|lib)\//,
    names: ['providers', 'crash', 'outage'],
  },
];

function misnamedTest(source: Source): string[] {
  const { file } = source;
  if (!isTest(file)) return [];
  const specifiers = specifiersOf(source);
  return NEEDS.filter(
    ({ helper, folders, names }) =>
      folders.test(file) &&
      specifiers.some((specifier) => helper.test(specifier)) &&
      !names.some((name) => file.includes(`.${name}.test.`)),
  ).map(
    ({ names }) =>
      `${file} needs more than a database: name it ${names.map((name) => `.${name}`).join(' or ')}.test.ts.`,
  );
}
