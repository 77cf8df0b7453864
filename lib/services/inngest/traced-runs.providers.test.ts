import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { POST as cancel } from '@/app/api/v1/reservations/[id]/cancel/route';
import { db } from '@/db';
import { audit } from '@/db/schema';
import { inSpan } from '@/lib/services/call/spans';
import { startTracing } from '@/lib/services/call/tracing';
import { serve } from '@/sandbox/serve';
import { bookAsPlayer } from '@/test/bookings';
import { apiRequest, keyHeaders, pathParams } from '@/test/requests';
import { useSandbox } from '@/test/sandbox';
import { useApiAtHome } from '@/test/serve-api';
import { inngest } from './events';
import { nudge, nudgeCourtDays, nudgeOperation } from './jobs';
import { registerJobs } from './register-jobs';

const exportSchema = z.object({
  resourceSpans: z.array(
    z.object({
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.string().optional(),
              name: z.string(),
              status: z.object({ code: z.int().optional() }),
            }),
          ),
        }),
      ),
    }),
  ),
});
type Span = z.output<typeof exportSchema>['resourceSpans'][number]['scopeSpans'][number]['spans'][number];

const spans: Span[] = [];
const collector = await serve(({ body }) => {
  const { resourceSpans } = exportSchema.parse(JSON.parse(body));
  spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans: sent }) => sent)));
  return { body: {} };
}, 0);
// biome-ignore lint/style/noProcessEnv: the environment of this test file
process.env.OTEL_EXPORTER_OTLP_ENDPOINT = collector.url;
afterAll(() => collector.close());

const api = useApiAtHome();
useSandbox({ providers: ['inngest', 'stripe', 'redis'], appUrl: () => api() });
beforeAll(() => void inngest.setEnvVars());

let tracing: ReturnType<typeof startTracing>;
beforeAll(async () => {
  tracing = startTracing();
  await registerJobs();
});
afterAll(() => tracing?.stop());

test('a request, the job that it causes and what that asks of the provider are one trace', async () => {
  const { player, reservationId, paymentId } = await bookAsPlayer();
  const headers = await keyHeaders(player);
  // In the app Next makes this span.
  const answer = await inSpan('the request', () =>
    cancel(
      apiRequest(`/api/v1/reservations/${reservationId}/cancel`, { method: 'POST', headers, body: {} }),
      pathParams({ id: reservationId }),
    ),
  );
  expect(answer.status).toBe(200);
  const cancelled = () =>
    db()
      .select({ actor: audit.actor })
      .from(audit)
      .where(and(eq(audit.entityId, paymentId), eq(audit.toState, 'cancelled')));
  await expect.poll(cancelled).toEqual([{ actor: 'system:cancel-intent' }]);
  await expect.poll(() => tracing?.flush().then(() => names())).toContain('job.cancel-intent');

  const [request, job, provider] = ['the request', 'job.cancel-intent', 'payment.cancel_intent'].map(named);
  expect(request?.parentSpanId).toBeUndefined();
  expect(job).toMatchObject({ traceId: request?.traceId, parentSpanId: request?.spanId });
  expect(provider).toMatchObject({ traceId: request?.traceId, parentSpanId: job?.spanId });
});

/** The spans of a job once there are so many. */
async function spansOf(job: string, count: number): Promise<Span[]> {
  const ended = () => tracing?.flush().then(() => spans.filter(({ name }) => name === job));
  await expect.poll(ended).toHaveLength(count);
  return (await ended()) ?? [];
}

test('a job of one step is two spans, one for each call, and both end', async () => {
  await inSpan('what marks days', async () => nudge([nudgeCourtDays(new Date(Date.now() - 30_000))]));
  const [counting, answering] = await spansOf('job.count-court-days', 2);
  const request = named('what marks days');
  expect(counting).toMatchObject({ traceId: request?.traceId, parentSpanId: request?.spanId });
  expect(answering).toMatchObject({ traceId: request?.traceId, parentSpanId: request?.spanId });
});

test('a run that fails is a span that ends and is marked', async () => {
  await inSpan('what begins nothing', async () => nudge([nudgeOperation(crypto.randomUUID())]));
  const [failed] = await spansOf('job.propagate-club-change', 1);
  expect(failed).toMatchObject({ parentSpanId: named('what begins nothing')?.spanId, status: { code: 2 } });
});

const names = () => spans.map(({ name }) => name);
const named = (name: string) => spans.find((span) => span.name === name);
