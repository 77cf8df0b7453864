import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Outcome, Story } from '@/test/chaos/players';
import { type Report, runChaos } from '@/test/chaos/run-chaos';
import { say } from './step';

const LOG_DIR = '.data/reports/chaos';

const argumentsSchema = z.object({
  minutes: z.coerce.number().positive().default(5),
  seed: z.coerce.number().int().default(1),
  /** How many processes must have died, and how many courts been booked, before the storm may end. */
  deaths: z.coerce.number().int().min(0).default(0),
  bookings: z.coerce.number().int().min(0).default(0),
  clients: z.coerce.number().int().min(1).max(500).default(8),
  /** Seconds between two kills, on average. */
  pause: z.coerce.number().min(5).default(5),
});

const text = { type: 'string' } as const;

/**
 * `npm run chaos [-- --minutes 5 --seed 1 --deaths 0 --bookings 0 --clients 8 --pause 5]`: 1 when anything was lost,
 * doubled or left open.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { minutes: text, seed: text, deaths: text, bookings: text, clients: text, pause: text },
  });
  const { minutes, seed, deaths, bookings, clients, pause } = argumentsSchema.parse(values);
  say(`  Chaos for ${minutes} min, seed ${seed}, ${clients} clients`);
  const report = await runChaos({
    seconds: minutes * 60,
    atLeastDeaths: deaths,
    atLeastBookings: bookings,
    clients,
    pauseSeconds: pause,
    seed,
    logDir: LOG_DIR,
    say,
  });
  tell(report);
  return report.breaches.length === 0 ? 0 : 1;
}

function tell(report: Report): void {
  const { stories, faults, deaths, stormSeconds, mendedAtTheEnd, quietAfterSeconds, breaches } = report;
  const of = (step: (story: Story) => Outcome | 'no', outcome: Outcome) =>
    stories.filter((story) => step(story) === outcome).length;
  const row = (name: string, step: (story: Story) => Outcome | 'no') =>
    say(
      `    ${name.padEnd(14)}${of(step, 'ok')} ok, ${of(step, 'fail')} refused, ${of(step, 'unknown')} unknown`,
    );
  say(`    storm         ${stormSeconds} s`);
  row('bookings', ({ booked }) => booked);
  row('payments', ({ paid }) => paid);
  row('cancellations', ({ cancelled }) => cancelled);
  say(`    deaths        ${deaths.killed} killed, ${deaths.byThemselves} at a crash point`);
  const told = Object.entries(faults).map(([provider, hits]) => `${provider} ${hits}`);
  say(`    faults        ${told.join(', ')}`);
  say(`    quiet         after ${quietAfterSeconds} s; ${mendedAtTheEnd} mended by the last reconciliation`);
  say(`    violations    ${breaches.length}`);
  for (const breach of breaches.slice(0, 50)) say(`      ${breach}`);
}

process.exit(
  await main().catch((error: unknown) => {
    say((error instanceof Error && error.stack) || String(error));
    return 1;
  }),
);
