import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { z } from 'zod';
import { isLiveKey } from '@/lib/core/env';
import { bigSize, seedBig } from '@/scripts/seed/big';
import { seed } from '@/scripts/seed/seed';
import { seedPhotos, storageOf } from '@/scripts/seed/seed-photos';
import { joinDevDatabase } from './dev-database';
import { loadEnvFile } from './load-env-file';
import { prepareDatabase } from './prepare-database';
import { showProgress } from './progress-bar';
import { say, step } from './step';

/** Below it there is no room for what is the same in an example of any size. */
const clubCount = z.coerce.number().int().min(100).max(20_000);

/** `npm run db:seed [-- --scale big [--clubs N]]`: the example data, in the database of `npm run dev` or of DATABASE_URL. */
async function main(): Promise<void> {
  const options = {
    scale: { type: 'string', default: 'small' },
    clubs: { type: 'string', default: '200' },
  } as const;
  const { scale, clubs } = parseArgs({ options }).values;
  if (scale !== 'small' && scale !== 'big') throw new Error(`--scale is small or big, not "${scale}".`);
  const size = bigSize(clubCount.parse(clubs));
  loadEnvFile();
  // biome-ignore lint/style/noProcessEnv: what is refused goes by the environment that was given
  refuseRealPlaces(process.env);
  // biome-ignore lint/style/noProcessEnv: a command needs no more of the environment than this
  const database = await joinDevDatabase(process.env.DATABASE_URL);
  await step('Migrations', () => prepareDatabase(database.url));
  const sql = postgres(database.url, { max: 1, onnotice: () => {} });
  try {
    tell(await step('Example data', () => seed(sql)));
    // biome-ignore lint/style/noProcessEnv: a command needs no more of the environment than this
    await step('Photos of the example clubs', () => seedPhotos(sql, storageOf(process.env)));
    if (scale === 'big') tell(await step('A million reservations', () => seedBig(sql, showProgress, size)));
  } finally {
    await sql.end();
    await database.close();
  }
}

/** The example has an operator whose password is in the README. */
function refuseRealPlaces({ NODE_ENV, ALLOW_SANDBOX, STRIPE_SECRET_KEY }: NodeJS.ProcessEnv): void {
  if (NODE_ENV === 'production' && ALLOW_SANDBOX !== '1') {
    throw new Error('The example data needs ALLOW_SANDBOX=1 when NODE_ENV is production.');
  }
  if (isLiveKey(STRIPE_SECRET_KEY ?? '')) {
    throw new Error('The example data is refused beside a live STRIPE_SECRET_KEY.');
  }
}

function tell(done: 'seeded' | 'left_alone'): void {
  if (done === 'left_alone') say('    It was there already: nothing was changed.');
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
