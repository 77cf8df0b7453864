import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { isLeftOut, readLeftOut } from './docker-ignored';

const read = (file: string) => readFile(file, 'utf8');
/** Only for tests. */
const NOT_SET = ['PISTA_CRASH_AT'];

/** The names that lib/core/env.ts reads. */
async function namesRead(): Promise<string[]> {
  const source = await read('lib/core/env.ts');
  const names = [...source.matchAll(/^ {2,4}(?:\w+: \{ )?([A-Z][A-Z_]+): /gm)].flatMap(
    ([, name]) => name ?? [],
  );
  return names.filter((name) => !NOT_SET.includes(name));
}

/** A service or an anchor of the compose file, as its text. */
const partOf = (compose: string, name: string) =>
  new RegExp(`^( *)${name}:.*\\n((?:\\1 .*\\n|\\n)+)`, 'm').exec(compose)?.[2] ?? '';

/** A command of package.json in the form that Docker takes. */
async function command(script: string): Promise<string> {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(await read('package.json'));
  return JSON.stringify(scripts[script]?.split(' ')).replaceAll('","', '", "');
}

describe('compose.yaml', () => {
  it('names exactly the variables that lib/core/env.ts reads, for every process of the app', async () => {
    const app = partOf(await read('compose.yaml'), 'x-app');
    const named = [...partOf(app, 'environment').matchAll(/^ {4}([A-Z_]+):/gm)].flatMap(
      ([, name]) => name ?? [],
    );
    expect(named.toSorted()).toEqual((await namesRead()).toSorted());
  });

  it('asks .env only for variables of the app and of the machine', async () => {
    const asked = [...(await read('compose.yaml')).matchAll(/\$\{([A-Z_]+)/g)].flatMap(
      ([, name]) => name ?? [],
    );
    const ours = ['DOMAIN', 'PISTA_RELEASE', 'POSTGRES_PASSWORD'];
    const known = new Set([...(await namesRead()), ...ours]);
    expect([...new Set(asked)].filter((name) => !known.has(name))).toEqual([]);
  });

  it('migrates once, before either process of the app starts', async () => {
    const compose = await read('compose.yaml');
    expect(partOf(compose, 'migrate')).toContain(`command: ${await command('db:migrate')}`);
    expect(partOf(compose, 'x-app')).toContain('migrate: { condition: service_completed_successfully }');
    expect(compose.match(/^ {2}app\d: \*app$/gm)).toHaveLength(2);
  });

  it('publishes no port but those of Caddy, since neither a database nor the page of Inngest has a sign-in', async () => {
    const compose = await read('compose.yaml');
    expect(compose.match(/^ +ports:/gm)).toHaveLength(1);
    expect(partOf(compose, 'caddy')).toContain('ports:');
  });
});

describe('the Dockerfile', () => {
  it('does what scripts/production.ts does, in its order', async () => {
    const [docker, production] = await Promise.all([read('Dockerfile'), read('scripts/production.ts')]);
    const steps = ['npm ci --omit=dev', 'npm run build'];
    for (const text of [docker.replaceAll('RUN ', "step('"), production]) {
      const found = steps.map((step) => text.indexOf(`step('${step}`));
      expect(found.every((at) => at >= 0)).toBe(true);
      expect(found).toEqual(found.toSorted((a, b) => a - b));
    }
  });

  it('starts Node itself, as a user without rights, and asks whether it lives', async () => {
    const docker = await read('Dockerfile');
    const last = docker.slice(docker.lastIndexOf('\nFROM '));
    expect(last).toContain(`\nCMD ${await command('start')}\n`);
    expect(last).toContain('\nUSER node\n');
    expect(last).toContain('/api/v1/health/live');
    expect(last).not.toContain('--chown');
  });
});

describe('the commands that the guides name for a server', () => {
  /** They are for whoever has the sources. */
  const ELSEWHERE = ['bench', 'production'];

  it('are in the image, and scripts/production.ts runs them without development dependencies', async () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(await read('package.json'));
    const guides = await Promise.all(['docs/deploy.md', 'docs/operations.md'].map(read));
    const named = guides.join('').matchAll(/npm run ([a-z][\w:]*)/g);
    const commands = new Set([...named].flatMap(([, name]) => name ?? []));
    const [leftOut, production] = [await readLeftOut(), await read('scripts/production.ts')];
    expect(commands).toContain('restore');
    for (const name of [...commands].filter((one) => !ELSEWHERE.includes(one))) {
      const [file = ''] = /scripts\/[\w-]+\.ts$/.exec(scripts[name] ?? '') ?? [];
      expect(file && isLeftOut(leftOut, file), name).toBe(false);
      expect(production, name).toContain(`'${name}'`);
    }
  });
});

describe('.dockerignore', () => {
  it('leaves secrets and data out of the image, and nothing that runs', async () => {
    const leftOut = await readLeftOut();
    for (const file of [
      '.env',
      '.data/postgres/cluster/PG_VERSION',
      'node_modules/next/package.json',
      'db/a.test.ts',
    ])
      expect(isLeftOut(leftOut, file), file).toBe(true);
    for (const file of ['server.ts', '.env.example', 'scripts/migrate.ts', 'db/migrations/0000_schema.sql'])
      expect(isLeftOut(leftOut, file), file).toBe(false);
  });
});
