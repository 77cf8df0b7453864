import { beforeEach, expect, test } from 'vitest';
import { db, sql } from '@/db';
import { webhookEvents } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { makeUser, personContext } from '@/test/factories';
import {
  countDeadEvents,
  getWebhookEvent,
  listWebhookEvents,
  listWebhookEventsSchema,
} from './list-webhook-events';

let desk: Context;

beforeEach(async () => {
  await db().delete(webhookEvents);
  desk = personContext(await makeUser({ operatorSince: new Date() }));
});

const list = (wanted: object) => listWebhookEvents(desk, listWebhookEventsSchema.parse(wanted));
const ids = async (wanted: object) => (await list(wanted)).events.map(({ eventId }) => eventId);

const event = (eventId: string, more: object = {}) => ({
  provider: 'stripe' as const,
  eventId,
  type: 'charge.refunded',
  objectId: `ch_${eventId}`,
  payload: { id: eventId },
  ...more,
});

test('stored events are found by their state and by the beginning of an id', async () => {
  const rows = [
    event('evt_done', { processedAt: new Date() }),
    event('evt_dead', { deadAt: new Date() }),
    event('evt_wait'),
  ];
  await db().insert(webhookEvents).values(rows);
  expect(await ids({})).toEqual(['evt_wait', 'evt_dead', 'evt_done']);
  expect(await ids({ state: 'dead' })).toEqual(['evt_dead']);
  expect(await ids({ state: 'waiting' })).toEqual(['evt_wait']);
  expect(await ids({ q: 'ch_evt_do' })).toEqual(['evt_done']);
  expect(await ids({ q: 'evt_d' })).toEqual(['evt_dead', 'evt_done']);
  expect(await ids({ q: 'evt%', state: 'no such state', olderThan: 'x' })).toEqual([]);
  expect(await countDeadEvents(desk)).toBe(1);
  const [dead] = (await list({ state: 'dead' })).events;
  expect(await getWebhookEvent(desk, dead?.id ?? 0)).toMatchObject({ payload: { id: 'evt_dead' } });
  await expect(getWebhookEvent(desk, 999_999)).rejects.toMatchObject({ code: 'not_found' });
});

test('every event can be reached, page by page, and the way back leads over the same pages', async () => {
  const names = Array.from({ length: 120 }, (_, at) => `evt_${String(at).padStart(3, '0')}`);
  await db()
    .insert(webhookEvents)
    .values(names.map((name) => event(name)));
  const pages = [await list({})];
  for (let page = pages[0]; page?.older; ) {
    page = await list({ olderThan: page.events.at(-1)?.id });
    pages.push(page);
  }
  expect(pages.map(({ events }) => events.length)).toEqual([50, 50, 20]);
  expect(pages.map(({ newer }) => newer)).toEqual([false, true, true]);
  expect(pages.flatMap(({ events }) => events.map(({ eventId }) => eventId))).toEqual(names.toReversed());

  const middle = await list({ newerThan: pages[2]?.events[0]?.id });
  expect(middle.events).toEqual(pages[1]?.events);
  expect(middle).toMatchObject({ newer: true, older: true });
  const first = await list({ newerThan: middle.events[0]?.id });
  expect(first.events).toEqual(pages[0]?.events);
  expect(first).toMatchObject({ newer: false, older: true });
});

test('among very many that are done, an index finds the dead, the waiting and what is looked for', async () => {
  await sql()`
    insert into webhook_events (provider, event_id, object_id, type, payload, processed_at)
    select 'stripe', 'evt_' || md5(n::text), 'pi_' || md5(n::text), 'charge.refunded', '{}', now()
    from generate_series(1, 20000) n`;
  await sql()`analyze webhook_events`;
  const planOf = async (where: string) =>
    JSON.stringify(
      await sql().unsafe(`explain select * from webhook_events where ${where} order by id desc limit 51`),
    );
  expect(await planOf('dead_at is not null')).toContain('webhook_events_dead_idx');
  expect(await planOf('dead_at is null and processed_at is null')).toContain('webhook_events_waiting_idx');
  const prefixes = await planOf("(event_id like 'pi\\_abc123%' or object_id like 'pi\\_abc123%')");
  expect(prefixes).toContain('webhook_events_event_prefix_idx');
  expect(prefixes).toContain('webhook_events_object_prefix_idx');
});
