import { DrizzleQueryError } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { keptMessage, redactText } from './redact';

test('the token of an invitation’s or a payment’s link is left out of a path, and of a parameter that holds one', () => {
  const token = 'ab12'.repeat(16);
  for (const path of [
    `/es/invitations/${token}`,
    `/api/v1/invitations/${token}/accept`,
    `/en/pay/${token}/return`,
    `/api/v1/payment-links/${token}`,
    `?to=%2Fes%2Fpay%2F${token}`,
    `?to=%2Fes%2Finvitations%2F${token}&x=1`,
  ])
    expect(redactText(path)).toBe(path.replace(token, '[redacted]'));
});

test('of an error a row keeps its words without addresses, numbers, keys or the values of a query', () => {
  const refused = new Error('Invalid email: ana&luis@example.com, phone +34600111222, key sk_test_abc123');
  expect(keptMessage(refused)).toBe('Invalid email: [email], phone [phone], key [redacted]');
  const failed = new DrizzleQueryError('select name from users where name = $1', ['Ana Prueba']);
  expect(keptMessage(failed)).not.toContain('Ana');
  expect(keptMessage(new Error('x'.repeat(10_000))).length).toBeLessThan(250);
  expect(keptMessage('no error')).toBe('no error');
});
