import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { expect, test } from 'vitest';

/** What only the server may carry: heavy tables, secrets, and the doors to the outside. */
const SERVER_ONLY = [
  'libphonenumber-js',
  '@zxcvbn-ts',
  'postgres',
  'drizzle-orm',
  'stripe',
  'twilio',
  'resend',
  'otplib',
];

/** As Next does: an action that the browser names is a reference, and its code stays on the server. */
const actionsStay: Plugin = {
  name: 'actions stay',
  setup({ onLoad }) {
    onLoad({ filter: /\/(app|components|lib)\/.*\.tsx?$/ }, async ({ path: file }) => {
      const source = await readFile(file, 'utf8');
      return /^\s*['"]use server['"]/.test(source) ? { contents: '', loader: 'js' } : undefined;
    });
  },
};

async function listClientFiles(folder: string): Promise<string[]> {
  const files = (await readdir(folder, { recursive: true }))
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => path.join(folder, name));
  const sources = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return files.filter((_, at) => /^\s*['"]use client['"]/.test(sources[at] ?? ''));
}

test('no page carries to the browser what only the server needs', async () => {
  const entryPoints = [...(await listClientFiles('app')), ...(await listClientFiles('components'))];
  expect(entryPoints.length).toBeGreaterThan(10);
  const { metafile } = await build({
    entryPoints,
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'never-written',
    packages: 'external',
    alias: { '@': path.resolve('.') },
    plugins: [actionsStay],
    loader: { '.css': 'empty' },
    logLevel: 'silent',
  });
  const packages = new Set(
    Object.values(metafile.inputs).flatMap(({ imports }) =>
      imports.flatMap(({ path: name, external }) => (external ? [name] : [])),
    ),
  );
  const carried = [...packages].filter((name) =>
    SERVER_ONLY.some((only) => name === only || name.startsWith(`${only}/`)),
  );
  expect(carried).toEqual([]);
});
