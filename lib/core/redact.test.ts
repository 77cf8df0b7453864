import { DrizzleQueryError } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { keptMessage } from './redact';

test('of an error a row keeps its words without addresses, numbers, keys or the values of a query', () => {
  const refused = new Error('Invalid email: ana&luis@example.com, phone +34600111222, key sk_test_abc123');
  expect(keptMessage(refused)).toBe('Invalid email: [email], phone [phone], key [redacted]');
  const failed = new DrizzleQueryError('select name from users where name = $1', ['Ana Prueba']);
  expect(keptMessage(failed)).not.toContain('Ana');
  expect(keptMessage(new Error('x'.repeat(10_000))).length).toBeLessThan(250);
  expect(keptMessage('no error')).toBe('no error');
});
