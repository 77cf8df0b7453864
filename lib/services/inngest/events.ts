import { eventType, Inngest } from 'inngest';
import type { LogFn } from 'pino';
import { z } from 'zod';
import { log } from '@/lib/core/log';
import { traceSchema } from '@/lib/services/call/spans';
import { TracedRuns } from './traced-runs';

type Line = Parameters<LogFn>;

/** The SDK's own log goes into ours, and is redacted like it. The SDK calls it as pino is called. */
const logger = {
  debug: (...line: Line) => log().debug(...line),
  info: (...line: Line) => log().info(...line),
  warn: (...line: Line) => log().warn(...line),
  error: (...line: Line) => log().error(...line),
};

/** The SDK reads keys and origin from the INNGEST_* environment at its first call. */
export const inngest = new Inngest({
  id: 'pista',
  checkpointing: false,
  logger,
  middleware: [TracedRuns],
});

/** Every event carries the id of its request and its trace, so that the job's log lines and spans are found with it. */
const traced = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object({ ...shape, ...traceSchema.shape, requestId: z.string().optional() });

/** Every event. It carries ids only, because the rows are the queue. */
export const events = {
  webhookStored: eventType('payment/webhook.stored', { schema: traced({ webhookEventId: z.number() }) }),
  refundRequested: eventType('payment/refund.requested', { schema: traced({ refundId: z.uuid() }) }),
  refundInBulk: eventType('payment/refund.requested_in_bulk', { schema: traced({ refundId: z.uuid() }) }),
  intentAbandoned: eventType('payment/intent.abandoned', { schema: traced({ paymentId: z.uuid() }) }),
  customerAbandoned: eventType('payment/customer.abandoned', { schema: traced({ customerId: z.string() }) }),
  sharesDue: eventType('payment/shares.due', { schema: traced({ reservationId: z.uuid() }) }),
  noticePending: eventType('notice/pending', { schema: traced({ noticeId: z.uuid() }) }),
  noticeInBulk: eventType('notice/pending_in_bulk', { schema: traced({ noticeId: z.uuid() }) }),
  actWritten: eventType('desk/act.written', { schema: traced({ actId: z.uuid() }) }),
  photoRemoved: eventType('club/photo.removed', { schema: traced({ photoId: z.uuid() }) }),
  startFreed: eventType('availability/start.freed', { schema: traced({}) }),
  courtDaysDue: eventType('availability/court_days.due', { schema: traced({}) }),
  operationStarted: eventType('operation/started', { schema: traced({ operationId: z.uuid() }) }),
};
