import { context, propagation, ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api';
import { z } from 'zod';

/** How an event names the span that it was sent from (w3.org/TR/trace-context). */
export const traceSchema = z.object({ traceparent: z.string().optional() });

type Trace = z.output<typeof traceSchema>;

/** The current span, for whoever continues it elsewhere. Nothing while tracing is off. */
export function currentTrace(): Trace {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return traceSchema.parse(carrier);
}

/** Runs work as a span below the current one, or below that of another process. It is marked when the work fails. */
export function inSpan<T>(name: string, work: () => Promise<T>, from?: Trace): Promise<T> {
  const parent = from ? propagation.extract(ROOT_CONTEXT, from) : context.active();
  return trace.getTracer('pista').startActiveSpan(name, {}, parent, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
