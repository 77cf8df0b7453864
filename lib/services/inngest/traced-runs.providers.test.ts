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

test('a request, the job that it causes and what that asks of the provider are one trace', async () => {
  const tracing = startTracing();
  await registerJobs();
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
  await tracing?.stop();
});

const names = () => spans.map(({ name }) => name);
const named = (name: string) => spans.find((span) => span.name === name);
