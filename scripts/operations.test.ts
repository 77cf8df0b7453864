import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '@/db';
import { SCHEDULES } from '@/lib/diagnostics/schedules';
import { CONSISTENCY_CHECKS } from '@/lib/integrity/check-consistency';
import { recordCall } from '@/lib/services/call/latency';
import { renderMetrics } from '@/lib/services/call/metrics';
import { seed } from '@/scripts/seed/seed';
import { useSandbox } from '@/test/sandbox';

// Its connections are among the metrics.
useSandbox({ providers: ['redis'] });

const text = () => readFile('docs/operations.md', 'utf8');
const blocks = async (language: string) =>
  [...(await text()).matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].flatMap(
    ([, block]) => block ?? [],
  );

/** The alert whose query holds these words. */
async function alert(words: string): Promise<unknown[]> {
  const query = (await blocks('sql')).find((block) => block.includes(words));
  if (query === undefined) throw new Error(`no alert says ${words}`);
  return sql().unsafe(query);
}

/** The names that `/metrics` answers with, those of histograms in their three forms. */
async function metricNames(): Promise<Set<string>> {
  recordCall('database', 'test', 'ok', 1);
  const { text: answer } = await renderMetrics();
  return new Set([...answer.matchAll(/^(\w+)[{ ]/gm)].flatMap(([, name]) => name ?? []));
}

const metricsIn = (expression: string) => expression.match(/\b(?:pista|nodejs|process)_\w+/g) ?? [];

const dashboard = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })) })),
});

describe('the alerts of docs/operations.md', () => {
  beforeAll(async () => {
    await seed(sql());
    for (const job of Object.keys(SCHEDULES))
      await sql()`insert into heartbeats (job, at, duration_ms) values (${job}, now(), 1)`;
    await sql()`insert into webhook_events (provider, event_id, type, payload, processed_at)
      values ('stripe', 'evt_1', 'charge.refunded', '{}', now())`;
  });

  it('wake nobody while all is well', async () => {
    const queries = await blocks('sql');
    expect(queries).toHaveLength(4);
    for (const query of queries) expect(await sql().unsafe(query), query).toEqual([]);
  });

  it('tell of a finding of either zero until it is resolved', async () => {
    const write = (action: string) =>
      sql()`insert into repairs (issue, object_id, action) values ('check.court_without_money', 'a', ${action})`;
    await write('flagged');
    await write('not_helped');
    expect(await alert('money_without_court')).toMatchObject([{ object_id: 'a' }]);
    await write('resolved');
    expect(await alert('money_without_court')).toEqual([]);
  });

  it('name findings that the checks write', async () => {
    const [query = ''] = await blocks('sql');
    const known = CONSISTENCY_CHECKS.map(({ type }) => `check.${type}`);
    const named = query.match(/check\.\w+/g) ?? [];
    expect(named).toHaveLength(2);
    for (const name of named) expect(known).toContain(name);
  });

  it('tell of each urgent job that is late, and of no other', async () => {
    const urgent = Object.entries(SCHEDULES).filter(([, { everyMinutes }]) => everyMinutes <= 5);
    for (const [job, { everyMinutes }] of urgent) {
      const lateMs = (2 * everyMinutes + 2) * 60_000;
      const beat = (ms: number) =>
        sql()`update heartbeats set at = ${new Date(Date.now() - ms).toISOString()} where job = ${job}`;
      await beat(lateMs - 30_000);
      expect(await alert('expire-holds')).toEqual([]);
      await beat(lateMs + 30_000);
      expect(await alert('expire-holds')).toMatchObject([{ job }]);
      await beat(0);
    }
    expect((await blocks('sql'))[1]?.match(/\('[\w-]+', \d+\)/g)).toHaveLength(urgent.length);
  });

  it('tell of a silent Stripe and of events that wait', async () => {
    await sql()`insert into webhook_events (provider, event_id, type, payload, received_at)
      values ('stripe', 'evt_2', 'charge.refunded', '{}', now() - interval '11 minutes')`;
    expect(await alert('given_up')).toMatchObject([{ stuck: '1', given_up: '0' }]);
    await sql()`delete from webhook_events where provider = 'stripe'`;
    expect(await alert('as heard')).toHaveLength(1);
  });

  it('and the dashboard name metrics that /metrics has', async () => {
    const { panels } = dashboard.parse(JSON.parse(await readFile('docs/grafana.json', 'utf8')));
    const expressions = [
      ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
      ...(await blocks('promql')),
    ];
    const named = new Set(expressions.flatMap(metricsIn));
    expect(named.size).toBeGreaterThan(6);
    expect([...named].filter((name) => !known.has(name))).toEqual([]);
  });
});

let known = new Set<string>();
beforeAll(async () => {
  known = await metricNames();
});
