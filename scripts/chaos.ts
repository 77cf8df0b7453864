import { parseArgs } from 'node:util';
import { z } from 'zod';
import { countDeaths } from '@/chaos/apps';
import { inWords } from '@/chaos/quiet';
import { type Report, runChaos } from '@/chaos/run-chaos';
import { SABOTAGES, type Sabotage } from '@/chaos/storm';
import type { Outcome, Story } from '@/chaos/story';
import { say } from './step';

const LOG_DIR = '.data/reports/chaos';

const argumentsSchema = z.object({
  minutes: z.coerce.number().positive().default(5),
  seed: z.coerce.number().int().default(1),
  /** The least number of deaths and bookings before the run may end. */
  deaths: z.coerce.number().int().min(0).default(0),
  bookings: z.coerce.number().int().min(0).default(0),
  clients: z.coerce.number().int().min(1).max(500).default(8),
  /** With so many rows waiting for a job the clients wait too. */
  backlog: z.coerce.number().int().min(1).default(300),
  /** Seconds between two kills, on average. */
  pause: z.coerce.number().min(5).default(5),
  sabotage: z.enum(SABOTAGES).optional(),
});

const text = { type: 'string' } as const;

/**
 * `npm run chaos [-- --minutes 5 --seed 1 --deaths 0 --bookings 0 --clients 8 --backlog 300 --pause 5]`: 1 when
 * anything was lost, doubled or left open, or too little happened. With `--sabotage constraint|keys`, the negative
 * control, nobody is killed and it is 1 when the damage is not found.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      minutes: text,
      seed: text,
      deaths: text,
      bookings: text,
      clients: text,
      backlog: text,
      pause: text,
      sabotage: text,
    },
  });
  const { minutes, seed, deaths, bookings, clients, backlog, pause, sabotage } =
    argumentsSchema.parse(values);
  say(
    `  Chaos for ${minutes} min, seed ${seed}, ${clients} clients${sabotage ? `, without ${sabotage}` : ''}`,
  );
  const report = await runChaos({
    seconds: minutes * 60,
    atLeastDeaths: sabotage ? 0 : deaths,
    atLeastBookings: bookings,
    clients,
    backlog,
    pauseSeconds: pause,
    sabotage,
    seed,
    logDir: LOG_DIR,
    say,
  });
  tell(report);
  if (sabotage) return foundOut(sabotage, report) ? 0 : 1;
  return report.breaches.length + report.shortfalls.length === 0 ? 0 : 1;
}

/** The breaches that each sabotage must cause. */
const SPOILS = { constraint: /reservation_overlap/, keys: /was sent ([2-9]|\d\d+) times/ } as const;

function foundOut(sabotage: Sabotage, { breaches }: Report): boolean {
  const found = breaches.some((breach) => SPOILS[sabotage].test(breach));
  say(`    without ${sabotage}  ${found ? 'the judge found it' : 'the judge found nothing of it'}`);
  return found;
}

function tell(report: Report): void {
  const { stories, desks, effects, faults, deaths, stormSeconds, left, mendedAtTheEnd } = report;
  const line = (name: string, words: string) => say(`    ${name.padEnd(14)}${words}`);
  const row = (name: string, step: (story: Story) => Outcome | 'no') => {
    const of = (outcome: Outcome) => stories.filter((story) => step(story) === outcome).length;
    line(name, `${of('ok')} ok, ${of('fail')} refused, ${of('unknown')} unknown`);
  };
  line('storm', `${stormSeconds} s`);
  row('bookings', ({ booked }) => booked);
  row('payments', ({ paid }) => paid);
  row('cancellations', ({ cancelled }) => cancelled);
  const heard = counted(desks.map(({ booked }) => booked));
  line('desks', listed(heard).join(', ') || 'none');
  const late = stories.filter(({ paidLate }) => paidLate).length;
  const meddled = counted(stories.map((story) => story.meddled).filter((what) => what !== 'no'));
  line('besides', [`${late} paid late`, ...listed(meddled)].join(', '));
  line('effects', listed(effects).join(', '));
  line('deaths', `${countDeaths(deaths)}: ${deaths.killed} killed, ${listed(deaths.atPoints).join(', ')}`);
  const asked = Object.entries(faults).map(([name, { requests, hits }]) => `${name} ${hits} of ${requests}`);
  line('faults', asked.join(', '));
  line('left', `${inWords(left).join(', ') || 'nothing'} when the faults ended`);
  const mended = listed(mendedAtTheEnd).join(', ') || 'nothing';
  line('quiet', `after ${report.quietAfterSeconds} s; the last reconciliation mended ${mended}`);
  line('shortfalls', String(report.shortfalls.length));
  for (const shortfall of report.shortfalls) say(`      ${shortfall}`);
  line('violations', String(report.breaches.length));
  for (const breach of report.breaches.slice(0, 50)) say(`      ${breach}`);
}

const listed = (counts: Readonly<Record<string, number>>): string[] =>
  Object.entries(counts).map(([name, times]) => `${times} ${name}`);

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

process.exit(
  await main().catch((error: unknown) => {
    say((error instanceof Error && error.stack) || String(error));
    return 1;
  }),
);
