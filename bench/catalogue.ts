/**
 * What clubs cost a process when there are many: the big example of 200 clubs beside one of 20,000:
 * `npx tsx bench/catalogue.ts [--clubs 20000]`.
 */
import { execFile } from 'node:child_process';
import { parseArgs, promisify } from 'node:util';
import { z } from 'zod';
import { SANDBOX_KEYS } from '@/sandbox/providers';
import { startSandbox } from '@/sandbox/start';
import { openBigDatabase } from './big-database';
import { judge, print } from './measure';
import type { Figure } from './measure-catalogue';
import { runBench } from './run-bench';

const FEW = 200;
/** In turn, so that a busy moment falls on both. */
const PASSES = 3;
const MOST_TIMES = 1.2;
/** A smaller difference is none. */
const NOISE_MS = 0.5;
const RELOAD: Figure = 'reload of a changed club';
const MEMORY: Figure = 'memory of all clubs';
const MOST_RELOAD_MS = 5;
const MOST_MB = 100;

type Figures = Record<string, number>;
type Passes = { few: Figures[]; many: Figures[] };

const figuresSchema = z.record(z.string(), z.number());

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { clubs: { type: 'string', default: '20000' } } });
  const many = z.coerce.number().int().min(FEW).parse(values.clubs);
  const passes: Passes = { few: [], many: [] };
  for (let pass = 0; pass < PASSES; pass += 1) {
    passes.few.push(await measureWith(FEW));
    passes.many.push(await measureWith(many));
  }
  const [few, all] = [leastOf(passes.few), leastOf(passes.many)];
  print(`catalogue: 5 courts a club, 1,000,000 reservations, at ${FEW} and at ${many} clubs`);
  for (const [name, before] of Object.entries(few)) {
    const after = all[name] ?? Number.NaN;
    const measured = `${before.toFixed(2)} and ${after.toFixed(2)}: ${(after / before).toFixed(2)} ×`;
    if (name === MEMORY) print(`  ${name} ${measured}`);
    else
      judge(
        `${name}: at most ${MOST_TIMES} ×`,
        after <= Math.max(MOST_TIMES * before, before + NOISE_MS),
        measured,
      );
  }
  judge(
    `a changed club in ${MOST_RELOAD_MS} ms`,
    (all[RELOAD] ?? Number.NaN) <= MOST_RELOAD_MS,
    `${all[RELOAD]?.toFixed(2)} ms`,
  );
  judge(
    `all clubs in ${MOST_MB} MB`,
    (all[MEMORY] ?? Number.NaN) <= MOST_MB,
    `${all[MEMORY]?.toFixed(0)} MB`,
  );
}

/** The least of each figure, which other work on the machine has disturbed least. */
const leastOf = (figures: readonly Figures[]): Record<string, number> =>
  Object.fromEntries(
    Object.keys(figures[0] ?? {}).map((name) => [
      name,
      Math.min(...figures.map((one) => one[name] ?? Number.NaN)),
    ]),
  );

/** Measures in a fresh process, whose heap nothing else has filled. */
async function measureWith(clubs: number): Promise<Figures> {
  const database = await openBigDatabase(clubs);
  const sandbox = await startSandbox({ providers: ['redis'], appUrl: 'http://localhost:3000' });
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--expose-gc', '--import', 'tsx', 'bench/measure-catalogue.ts'],
      // biome-ignore lint/style/noProcessEnv: the child inherits PATH and the like
      { env: { ...process.env, ...SANDBOX_KEYS, ...sandbox.env, ...environmentOf(database.url) } },
    );
    return figuresSchema.parse(JSON.parse(stdout));
  } finally {
    await sandbox.close();
    await database.close();
  }
}

const environmentOf = (databaseUrl: string) => ({
  DATABASE_URL: databaseUrl,
  NEXTAUTH_URL: 'http://localhost:3000',
  NEXTAUTH_SECRET: 'a-secret-that-only-benches-know-0123456789',
  EMAIL_FROM: 'Pista <hola@pista.test>',
  LOG_LEVEL: 'silent',
});

await runBench(main);
