import { Middleware } from 'inngest';
import { inSpan, traceSchema } from '@/lib/services/call/spans';

/** Makes a run a span of the trace that its event was sent from. A run of the clock has none. */
export class TracedRuns extends Middleware.BaseMiddleware {
  override readonly id = 'traced-runs';

  override wrapFunctionHandler({ ctx, fn, next }: Middleware.WrapFunctionHandlerArgs): Promise<unknown> {
    const from = traceSchema.safeParse(ctx.event.data).data;
    return from?.traceparent === undefined ? next() : inSpan(`job.${fn.id()}`, next, from);
  }
}
