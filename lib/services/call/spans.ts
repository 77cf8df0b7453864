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

/** A span for work that may never settle, so that whoever began it ends it. */
export type OpenSpan = { within: <T>(work: () => T) => T; fail: () => void; end: () => void };

/** Begins a span below the current one, or below that of another process. */
export function beginSpan(name: string, from?: Trace): OpenSpan {
  const parent = from ? propagation.extract(ROOT_CONTEXT, from) : context.active();
  const span = trace.getTracer('pista').startSpan(name, {}, parent);
  return {
    within: (work) => context.with(trace.setSpan(parent, span), work),
    fail: () => void span.setStatus({ code: SpanStatusCode.ERROR }),
    end: () => span.end(),
  };
}

/** Runs work as a span below the current one. It is marked when the work fails. */
export async function inSpan<T>(name: string, work: () => Promise<T>): Promise<T> {
  const span = beginSpan(name);
  try {
    return await span.within(work);
  } catch (error) {
    span.fail();
    throw error;
  } finally {
    span.end();
  }
}
