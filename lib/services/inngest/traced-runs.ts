import { Middleware } from 'inngest';
import { beginSpan, type OpenSpan, traceSchema } from '@/lib/services/call/spans';

/**
 * Makes each call of a run a span of the trace that its event was sent from. A run of the clock has none. The SDK makes
 * one of these for each call.
 */
export class TracedRuns extends Middleware.BaseMiddleware {
  override readonly id = 'traced-runs';
  private span: OpenSpan | undefined;

  /** Where a call ends for sure: what a job does after a new step never settles, since the engine calls it again. */
  override async wrapRequest({ next }: Middleware.WrapRequestArgs) {
    try {
      return await next();
    } finally {
      this.span?.end();
    }
  }

  override wrapFunctionHandler({ ctx, fn, next }: Middleware.WrapFunctionHandlerArgs): Promise<unknown> {
    const from = traceSchema.safeParse(ctx.event.data).data;
    if (from?.traceparent === undefined) return next();
    this.span = beginSpan(`job.${fn.id()}`, from);
    return this.span.within(next);
  }

  override onStepError(): void {
    this.span?.fail();
  }

  override onRunError(): void {
    this.span?.fail();
  }
}
