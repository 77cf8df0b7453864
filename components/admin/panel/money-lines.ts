import type { TillMethod } from '@/db/schema';
import type { ClubBooking } from '@/lib/desk/bookings/get-booking';

/** Money that moved for a booking, or was let go. Positive came to the club. */
export type MoneyLine = { key: string; at: number; amountMinor: number } & (
  | { kind: 'card' }
  | { kind: 'refund'; status: ClubBooking['refunds'][number]['status'] }
  | { kind: 'till'; method: TillMethod; reference: string | null; isReversal: boolean }
  | { kind: 'waived'; reason: string }
);

/** All of it in its order. A refund that failed, or that another one covers, moved nothing. */
export function moneyLines({ taken, refunds, tillEntries, dues }: Moved): MoneyLine[] {
  const lines: MoneyLine[] = [
    ...taken.map(({ id, completedAt, createdAt, receivedMinor }) => ({
      key: id,
      kind: 'card' as const,
      at: (completedAt ?? createdAt).getTime(),
      amountMinor: receivedMinor,
    })),
    ...refunds
      .filter(({ status, paidByHandAt }) => (status !== 'failed' && status !== 'covered') || paidByHandAt)
      .map(({ id, status, settledAt, createdAt, amountMinor }) => ({
        key: id,
        kind: 'refund' as const,
        at: (settledAt ?? createdAt).getTime(),
        amountMinor: -amountMinor,
        status,
      })),
    ...tillEntries.map(({ id, at, amountMinor, method, reference, reverses }) => ({
      key: id,
      kind: 'till' as const,
      at: at.getTime(),
      amountMinor,
      method,
      reference,
      isReversal: reverses !== null,
    })),
    ...dues.flatMap(({ id, waivedAt, waiveReason, amountMinor }) =>
      waivedAt && waiveReason !== null
        ? [{ key: id, kind: 'waived' as const, at: waivedAt.getTime(), amountMinor, reason: waiveReason }]
        : [],
    ),
  ];
  return lines.toSorted((a, b) => a.at - b.at);
}

type Moved = Pick<ClubBooking, 'taken' | 'refunds' | 'tillEntries' | 'dues'>;
