import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { PROVIDERS } from '@/sandbox/providers';
import { makeUser } from '@/test/factories';
import { keyHeaders } from '@/test/requests';
import { addFault, clearFaults } from '@/test/sandbox';
import { CANARIES, shownSecrets } from '@/test/shown-secrets';
import { baseUrl, sandbox } from './environment';
import { expect, test } from './fixtures';

/** The app's own secrets, and those of the build's environment. */
// biome-ignore lint/style/noProcessEnv: the journeys have the environment of the app
const shown = (text: string) => [...shownSecrets(text, process.env), ...shownSecrets(text, CANARIES)];

const CLIENT_FILES = path.resolve('.next/static');

test('no file that the build made for browsers holds a secret', async () => {
  const files = await readdir(CLIENT_FILES, { recursive: true, withFileTypes: true });
  const paths = files.filter((file) => file.isFile()).map((file) => path.join(file.parentPath, file.name));
  expect(paths.filter((file) => file.endsWith('.js')).length).toBeGreaterThan(5);
  for (const file of paths) expect(shown(await readFile(file, 'utf8')), file).toEqual([]);
});

/** Of no real club, booking or person, so that no other journey is affected. */
const NOTHING = '01890000-0000-7000-8000-000000000000';

const described = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

test.describe('while every provider fails', () => {
  test.use({ disturbsProviders: true });
  test.afterEach(() => clearFaults(sandbox()));

  test('no answer of the API shows a secret, to whomever', async () => {
    for (const provider of PROVIDERS) {
      await addFault(sandbox(), provider, { mode: 'status', status: 500 });
    }
    const operator = await makeUser({ operatorSince: new Date() });
    const { paths } = described.parse(await (await fetch(`${baseUrl()}/api/v1/openapi.json`)).json());
    const calls = Object.entries(paths).flatMap(([where, { delete: _, ...methods }]) =>
      Object.keys(methods).map((method) => ({ where: where.replace(/\{\w+\}/g, NOTHING), method })),
    );
    expect(calls.length).toBeGreaterThan(20);
    for (const headers of [{}, await keyHeaders(operator)]) {
      for (const { where, method } of [...calls, { where: '/metrics', method: 'get' }]) {
        const body = method === 'get' ? {} : { body: '{}' };
        const answer = await fetch(new URL(where, baseUrl()), {
          method: method.toUpperCase(),
          headers: { ...headers, 'content-type': 'application/json' },
          ...body,
        });
        const text = JSON.stringify([...answer.headers]) + (await answer.text());
        expect(shown(text), `${method} ${where}`).toEqual([]);
      }
    }
  });
});
