import { expect, test } from 'vitest';
import { findStatusWrites } from './status-writes';

const breach = (table: string) => [
  `lib/payments/x.ts sets a status of ${table}: only lib/ledger/states.ts does.`,
];
const find = (text: string, file = 'lib/payments/x.ts') => findStatusWrites({ file, text });

test.each([
  [
    'a literal',
    'payments',
    "await tx.update(payments).set({ status: 'failed', declineCode: code }).where(eq(payments.id, id));",
  ],
  [
    'a literal over several lines',
    'reservations',
    'await tx\n  .update(reservations)\n  .set({\n    confirmedAt: sql`now()`,\n    status: next,\n  })\n  .where(eq(reservations.id, id));',
  ],
  ['a shorthand', 'refunds', 'tx.update(refunds).set({ settledAt, status }).where(x);'],
  [
    'an object by its name',
    'refunds',
    "const ended = { status: 'covered' };\ntx.update(refunds).set(ended).where(x);",
  ],
  [
    'an object that is spread',
    'refunds',
    "const ended = { status: 'covered' } as const;\ntx.update(refunds).set({ ...next, ...ended }).where(x);",
  ],
  [
    'an object spread into a named one',
    'refunds',
    "const ended = { status: 'covered' };\nconst all = { ...ended, attempt };\ntx.update(refunds).set(all).where(x);",
  ],
  [
    'SQL',
    'payments',
    "sql`update payments p set updated_at = now(), status = 'failed' from x where p.id = 1`",
  ],
  [
    'SQL with a parameter before it',
    'payments',
    'sql`update payments set attempt = $' + "{next}, status = 'failed' where x`",
  ],
  ['SQL without a condition', 'reservations', "sql`UPDATE reservations SET status = 'expired'`"],
])('names a status that is set by %s', (_, table, text) => {
  expect(find(text)).toEqual(breach(table));
});

test.each([
  ['another column', "tx.update(payments).set({ needsReview: null }).where(eq(payments.status, 'pending'));"],
  ['an insert', "tx.insert(payments).values({ status: 'cancelled' });"],
  ['a status of another table', "tx.update(notices).set({ status: 'sent' }).where(x);"],
  ['SQL that asks for a status', "sql`update payments set attempt = 2 where status = 'pending'`"],
  [
    'a named object without one',
    'const asked = { at: sql`now()` };\ntx.update(refunds).set(asked).where(x);',
  ],
])('says nothing of %s', (_, text) => {
  expect(find(text)).toEqual([]);
});

test('lets states.ts, seeds and tests of the browser do so', () => {
  const text = "tx.update(payments).set({ status: 'failed' }).where(x);";
  for (const file of ['lib/ledger/states.ts', 'scripts/seed/x.ts', 'e2e/world.ts'])
    expect(find(text, file)).toEqual([]);
});
