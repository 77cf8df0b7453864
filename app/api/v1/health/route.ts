import { z } from 'zod';
import { instant } from '@/app/api/v1/_shapes/members';
import { identify } from '@/lib/auth/identify';
import { log } from '@/lib/core/log';
import { CHECKED } from '@/lib/services/call/checked-services';
import {
  aggregate,
  canServe,
  type Health,
  type HealthReport,
  recentHealth,
} from '@/lib/services/call/health';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { json, route } from '@/lib/web/route';

const status = z.enum(['healthy', 'degraded', 'unhealthy']);

const health = z.strictObject({
  overall_status: status,
  healthy_services: z.int(),
  total_services: z.int(),
  failed_services: z.array(z.enum(CHECKED)),
  services: z
    .record(
      z.enum(CHECKED),
      z.strictObject({
        status,
        latency_ms: z.number().optional(),
        p95_ms: z.number().optional(),
        breaker: z.enum(['closed', 'open', 'half_open']).optional(),
        checked_at: instant.optional(),
        error: z.string().optional(),
      }),
    )
    .describe('More than the status is for operators alone.'),
});

/** The state of each service is public. Errors and times are for operators. */
export const GET = route(
  {
    auth: 'public',
    limit: 'none',
    summary:
      'How each service is; details for operators; 503 when Pista cannot go on without one that is down',
    answer: ok(health),
    unfit: health,
  },
  async ({ ctx, request }) => {
    const report = await recentHealth();
    const detailed = await isOperator(request.headers, ctx.now);
    const { overallStatus, healthyServices, totalServices, failedServices } = aggregate(report);
    return json(
      {
        overall_status: overallStatus,
        healthy_services: healthyServices,
        total_services: totalServices,
        failed_services: failedServices,
        services: listed(report, detailed),
      },
      canServe(report) ? 200 : 503,
    );
  },
);

/** Nobody can be identified while the database is down, and the page must answer. */
async function isOperator(headers: Headers, now: Date): Promise<boolean> {
  try {
    const actor = await identify(headers, now);
    return actor.kind === 'person' && actor.operator;
  } catch (error) {
    log().debug({ err: error }, 'health asked by someone unknown');
    return false;
  }
}

function listed(report: HealthReport, detailed: boolean) {
  return Object.fromEntries(
    Object.entries(report).map(([name, health]) => [
      name,
      detailed ? details(health) : { status: health.status },
    ]),
  );
}

const details = ({ status, latencyMs, p95Ms, breaker, checkedAt, error }: Health) => ({
  status,
  latency_ms: Math.round(latencyMs * 10) / 10,
  p95_ms: Math.round(p95Ms * 10) / 10,
  breaker,
  checked_at: checkedAt.toISOString(),
  ...(error === undefined ? {} : { error }),
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
