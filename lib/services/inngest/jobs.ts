import { log } from '@/lib/core/log';
import { currentRequestId } from '@/lib/core/request-id';
import { call } from '@/lib/services/call/call';
import { ProviderOutage } from '@/lib/services/call/provider-errors';
import { currentTrace } from '@/lib/services/call/spans';
import { events, inngest } from './events';
import type { QueueName } from './queues';

/** With `ts`, in epoch milliseconds, the engine starts its run then (inngest.com/docs/guides/delayed-functions). */
export type Nudge = { id: string; name: string; data: Record<string, unknown>; ts?: number };

/** A run that starts early finds a row that still waits, so it comes a little late. */
const MARGIN_MS = 250;

/** The same, for a row that waits until then. */
export const nudgeAt = (event: Nudge, at: Date): Nudge => ({ ...event, ts: at.getTime() + MARGIN_MS });

/**
 * Tells the job engine, without waiting, that committed rows are due. Each event needs its own id, by which repeats
 * within a day are dropped; the sweep finds a lost one's row within a minute.
 */
export function nudge(due: readonly Nudge[]): void {
  if (due.length === 0) return;
  const from = { requestId: currentRequestId(), ...currentTrace() };
  const traced = due.map((event) => ({ ...event, data: { ...event.data, ...from } }));
  call('jobs', 'send', () => send(traced)).catch((error: unknown) => {
    log().warn(
      { err: error, events: due.map((event) => event.id) },
      'nudge lost, the sweep will find the rows',
    );
  });
}

/** The SDK repeats a failed send within the call's time, under the same event id. */
async function send(due: Nudge[]): Promise<void> {
  try {
    await inngest.send(due);
  } catch (cause) {
    // We send only ids that we made, so a refusal means a bad key or a sick engine.
    throw new ProviderOutage('Inngest did not take the events.', { cause });
  }
}

export const nudgeWebhook = (webhookEventId: number, attempt: number): Nudge => ({
  ...events.webhookStored.create({ webhookEventId }),
  id: `webhook:${webhookEventId}:${attempt}`,
});

/** Of a refund that waits for the end of its act, for that moment. */
export function nudgeRefund(
  refundId: string,
  attempt: number,
  queue: QueueName = 'prompt',
  act: { undoUntil: Date } | null = null,
): Nudge {
  const event = { prompt: events.refundRequested, bulk: events.refundInBulk }[queue].create({ refundId });
  const nudge = { ...event, id: `refund:${refundId}:${attempt}` };
  return act ? nudgeAt(nudge, act.undoUntil) : nudge;
}

export const nudgeIntent = (paymentId: string): Nudge => ({
  ...events.intentAbandoned.create({ paymentId }),
  id: `intent:${paymentId}`,
});

export const nudgeCustomer = (customerId: string): Nudge => ({
  ...events.customerAbandoned.create({ customerId }),
  id: `customer:${customerId}`,
});

/** Of a booking whose open shares are due, or whose card carries nothing any more. */
export const nudgeShares = (reservationId: string): Nudge => ({
  ...events.sharesDue.create({ reservationId }),
  id: `shares:${reservationId}`,
});

export const nudgeNotice = (noticeId: string, retryCount: number, queue: QueueName = 'prompt'): Nudge => ({
  ...{ prompt: events.noticePending, bulk: events.noticeInBulk }[queue].create({ noticeId }),
  id: `notice:${noticeId}:${retryCount}`,
});

export const nudgeAct = ({ id, undoUntil }: { id: string; undoUntil: Date }): Nudge =>
  nudgeAt({ ...events.actWritten.create({ actId: id }), id: `act:${id}` }, undoUntil);

/** `turn` tells apart several removals of one photo's files. */
export const nudgePhoto = (photoId: string, turn = 'first'): Nudge => ({
  ...events.photoRemoved.create({ photoId }),
  id: `photo:${photoId}:${turn}`,
});

const HALF_A_MINUTE_MS = 30_000;

/** Half a minute after a turn of the clock, which has no seconds. */
export const nudgeCourtDays = (turn: Date): Nudge => ({
  ...events.courtDaysDue.create({}),
  id: `court-days:${turn.getTime()}`,
  ts: turn.getTime() + HALF_A_MINUTE_MS,
});

const SECOND_MS = 1_000;

/** Of a start that frees at that moment where people wait in turn. Those of one second share a run. */
export const nudgeFreed = (at: Date): Nudge => {
  const second = Math.ceil(at.getTime() / SECOND_MS);
  return nudgeAt({ ...events.startFreed.create({}), id: `freed:${second}` }, new Date(second * SECOND_MS));
};

export const nudgeOperation = (operationId: string): Nudge => ({
  ...events.operationStarted.create({ operationId }),
  id: `operation:${operationId}`,
});
