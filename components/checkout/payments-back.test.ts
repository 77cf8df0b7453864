import { expect, test } from 'vitest';
import type { RefundProgress } from '@/components/reservation/refund-words';
import { progressBack } from './payments-back';

const refund = (changes: Partial<RefundProgress>): RefundProgress => ({
  status: 'requested',
  failureReason: null,
  heldByDisputeId: null,
  paidByHandAt: null,
  ...changes,
});
const done = refund({ status: 'succeeded' });

test.each<[string, RefundProgress[], ReturnType<typeof progressBack>]>([
  ['nothing that came in vain', [], null],
  ['one that was asked for', [refund({})], 'under_way'],
  ['one that waits for a bank', [refund({ heldByDisputeId: 'dp_1' })], 'under_way'],
  ['one that is back', [done], 'done'],
  ['one that the club gave back by hand', [refund({ status: 'covered', paidByHandAt: new Date() })], 'done'],
  ['one that another covers', [refund({ status: 'covered' })], null],
  ['one that is back and one under way', [done, refund({})], 'under_way'],
  ['one that is back and one that failed', [done, refund({ status: 'failed' })], 'failed'],
])('of %s', (_title, refunds, progress) => {
  expect(progressBack(refunds)).toBe(progress);
});
