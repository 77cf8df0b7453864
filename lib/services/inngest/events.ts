import { eventType, Inngest } from 'inngest';
import type { LogFn } from 'pino';
import { z } from 'zod';
import { log } from '@/lib/core/log';

type Line = Parameters<LogFn>;

/** What the SDK says of its own goes where all that we say goes, and under the same rule; it calls as pino is called. */
const logger = {
  debug: (...line: Line) => log().debug(...line),
  info: (...line: Line) => log().info(...line),
  warn: (...line: Line) => log().warn(...line),
  error: (...line: Line) => log().error(...line),
};

/** Keys and origin come from the INNGEST_* environment, read by the SDK when it first speaks. */
export const inngest = new Inngest({ id: 'pista', checkpointing: false, logger });

/** What every event carries besides: the request it comes of, so that its log lines and the job's are found together. */
const traced = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object({ ...shape, requestId: z.string().optional() });

/** Every event: a nudge that carries ids only, because the rows are the queue. */
export const events = {
  webhookStored: eventType('payment/webhook.stored', { schema: traced({ webhookEventId: z.number() }) }),
  refundRequested: eventType('payment/refund.requested', { schema: traced({ refundId: z.uuid() }) }),
  refundInBulk: eventType('payment/refund.requested_in_bulk', { schema: traced({ refundId: z.uuid() }) }),
  intentAbandoned: eventType('payment/intent.abandoned', { schema: traced({ paymentId: z.uuid() }) }),
  customerAbandoned: eventType('payment/customer.abandoned', { schema: traced({ customerId: z.string() }) }),
  noticePending: eventType('notice/pending', { schema: traced({ noticeId: z.uuid() }) }),
  noticeInBulk: eventType('notice/pending_in_bulk', { schema: traced({ noticeId: z.uuid() }) }),
  operationStarted: eventType('operation/started', { schema: traced({ operationId: z.uuid() }) }),
};
