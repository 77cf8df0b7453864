import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/db';
import { MIGRATIONS_FOLDER } from '@/db/migrate';
import { GAME_KINDS } from '@/lib/ledger/game';
import { HAS_COURT } from '@/lib/ledger/money-words';
import * as schema from '.';

const definitionsSchema = z.array(z.object({ name: z.string(), definition: z.string() }));

/** Every definition of a fresh database that names the values of a list. */
async function readDefinitions(): Promise<Map<string, string>> {
  const rows = await db().execute(sql`
    with here as (select oid from pg_namespace where nspname = current_schema())
    select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
      where connamespace in (table here) and contype in ('c', 'x')
    union all select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index
      where indrelid in (select oid from pg_class where relnamespace in (table here)) and indpred is not null
    union all select proname, pg_get_functiondef(oid) from pg_proc
      where pronamespace in (table here) and prolang in (select oid from pg_language where lanname in ('sql', 'plpgsql'))
    union all select tgname, pg_get_triggerdef(oid) from pg_trigger
      where not tgisinternal and tgrelid in (select oid from pg_class where relnamespace in (table here))`);
  return new Map(definitionsSchema.parse([...rows]).map(({ name, definition }) => [name, definition]));
}

/** The values that a definition allows, as `in ('a', 'b')` or as PostgreSQL writes that. */
const listsIn = (definition: string): string[][] =>
  [...definition.matchAll(/(?:ARRAY\[|\bIN \()(('\w+'(::text)?(, )?)+)[\])]/g)].map(([, words = '']) =>
    [...words.matchAll(/'(\w+)'/g)].map(([, word = '']) => word),
  );

const { OCCUPYING, HELD, REFUND_STATUSES } = schema;
const TAKEN = OCCUPYING.filter((status) => !HELD.some((held) => held === status));
const NOT_GIVEN_BACK = ['failed', 'covered', 'recalled'];
const GIVEN_BACK = REFUND_STATUSES.filter((status) => !NOT_GIVEN_BACK.includes(status));

test.each<[string, (readonly string[])[]]>([
  ['acts_kind', [schema.ACT_KINDS]],
  ['api_tokens_role', [schema.STAFF_ROLES]],
  ['staff_roles_role', [schema.STAFF_ROLES]],
  ['club_requests_locale', [schema.LOCALES]],
  ['club_requests_sport', [schema.SPORTS]],
  ['staff_invitations_role', [schema.STAFF_ROLES]],
  ['payments_status', [schema.PAYMENT_STATUSES]],
  ['payments_pays_for', [schema.PAYS_FOR]],
  ['refunds_status', [REFUND_STATUSES]],
  ['refunds_cause', [schema.REFUND_CAUSES]],
  ['refunds_reason', [schema.REFUND_REASONS]],
  ['refunds_late_because', [schema.LATE_REASONS]],
  ['notices_series_idx', [schema.SERIES_NOTICE_KINDS]],
  ['notices_undelivered_idx', [schema.UNDELIVERED]],
  ['notices_touch_board', [schema.UNDELIVERED, ['sent', 'delivered']]],
  ['notices_update_waits', [schema.UNDELIVERED, schema.UNDELIVERED]],
  ['dues_cause', [schema.DUE_CAUSES]],
  ['till_entries_kind', [schema.TILL_KINDS]],
  ['till_entries_method', [schema.TILL_METHODS]],
  ['till_entries_sign', [schema.INCOMING_KINDS]],
  ['till_entries_paying', [schema.PAYING_KINDS]],
  ['till_entries_drawer', [schema.PAYING_KINDS]],
  ['reservations_channel', [schema.RESERVATION_CHANNELS]],
  ['clubs_move_price', [schema.MOVE_PRICES]],
  ['clubs_waiting_list', [schema.WAITING_LISTS]],
  ['reservations_hold_expires', [HELD]],
  ['reservations_hold_idx', [HELD]],
  ['reservations_visitors_open_idx', [HELD]],
  ['reservations_replaces_key', [HELD]],
  ['reservations_replacement_is_no_booking', [[...HELD, ...schema.OFF_BOARD]]],
  ['reservations_no_overlap', [OCCUPYING]],
  ['reservations_busy_idx', [OCCUPYING]],
  ['reservations_court_busy_idx', [OCCUPYING]],
  ['reservations_long_idx', [OCCUPYING]],
  ['reservations_court_long_idx', [OCCUPYING]],
  ['reservations_long_gone_idx', [schema.OFF_BOARD]],
  ['reservations_series_key', [schema.OFF_BOARD]],
  ['series_kind', [schema.SERIES_KINDS]],
  ['series_exceptions_why', [schema.SKIPPED_BECAUSE]],
  ['is_on_board', [schema.OFF_BOARD]],
  ['is_played_game', [HAS_COURT, GAME_KINDS]],
  ['notify_slot', [OCCUPYING]],
  ['use_of_court', [HELD, TAKEN]],
  ['expire_holds', [HELD]],
  ['refuse_too_much_back', [GIVEN_BACK]],
  ['refunds_within_payment_insert', [GIVEN_BACK]],
  ['refunds_within_payment_update', [GIVEN_BACK, NOT_GIVEN_BACK]],
])('%s names the words that the code names', async (name, lists) => {
  expect(listsIn((await readDefinitions()).get(name) ?? '')).toEqual(lists);
});

test('no definition with a list is left out above', async () => {
  const others = [
    'notices_due_idx',
    'payments_completed',
    'refunds_open_idx',
    'reservations_booking_at_most_four_hours',
  ];
  const withLists = [...(await readDefinitions())].filter(([, definition]) => listsIn(definition).length > 0);
  expect(withLists.map(([name]) => name).filter((name) => !others.includes(name))).toHaveLength(47);
});

test('the migrations write what the schema declares: db:generate has nothing to do', async () => {
  const folder = path.join(MIGRATIONS_FOLDER, 'meta');
  const last =
    readdirSync(folder)
      .filter((file) => file.endsWith('_snapshot.json'))
      .sort()
      .at(-1) ?? '';
  const written = JSON.parse(readFileSync(path.join(folder, last), 'utf8'));
  const declared = generateDrizzleJson(schema, written.id, ['public'], 'snake_case');
  expect(await generateMigration(written, declared)).toEqual([]);
});
