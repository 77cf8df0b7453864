import { AppError, isAppError } from '@/lib/core/errors';
import type { BreakerState } from './breaker';
import { CHECKED, type CheckedService } from './checked-services';
import { type Failure, lastFailure } from './last-failure';
import { lastMinute } from './latency';
import { probes } from './probes';
import { isKeyRefusal } from './provider-errors';
import { getService } from './registry';
import { breakerOf } from './shared-breakers';

export type HealthStatus = 'healthy' | 'degraded' | 'unhealthy';

export type Health = {
  status: HealthStatus;
  /** How long the probe took. */
  latencyMs: number;
  /** Of this process's calls over the last minute, probes included. */
  p95Ms: number;
  breaker: BreakerState;
  checkedAt: Date;
  /** The error of the probe, for an operator. */
  error?: string;
  /** The probe was answered that our key is not known, or may not do this. */
  refusesKey?: true;
  /** The last error, perhaps long ago. */
  lastFailure?: Failure;
};

export type HealthReport = Record<CheckedService, Health>;

/** The longest wait for a probe, whatever the service's own timeout is. */
const PROBE_MS = 3_000;
/** The least number of calls in the last minute, and the share of failed ones that means degraded. */
const FEWEST_CALLS = 5;
const FAILING_SHARE = 0.1;
const MEMORY_MS = 5_000;

/** Probes one service now. Never throws; an error becomes the answer. */
export async function checkService(service: CheckedService): Promise<Health> {
  const startedAt = performance.now();
  const problem = await probe(service);
  const breaker = breakerOf(service).state;
  const { p95Ms } = lastMinute(service);
  const failure = lastFailure(service);
  return {
    status: problem === undefined ? statusOf(service, breaker) : 'unhealthy',
    latencyMs: performance.now() - startedAt,
    p95Ms,
    breaker,
    checkedAt: new Date(),
    ...problem,
    ...(failure === undefined ? {} : { lastFailure: failure }),
  };
}

/** Probes all services in parallel, for three seconds at most. */
export async function checkAll(): Promise<HealthReport> {
  const [database, cache, payment, email, sms, jobs] = await Promise.all([
    checkService('database'),
    checkService('cache'),
    checkService('payment'),
    checkService('email'),
    checkService('sms'),
    checkService('jobs'),
  ]);
  return { database, cache, payment, email, sms, jobs };
}

let recent: { report: Promise<HealthReport>; atMs: number } | undefined;

/** The same, at most five seconds old, because the health page is public and each probe costs a call. */
export function recentHealth(nowMs = Date.now()): Promise<HealthReport> {
  if (!recent || nowMs - recent.atMs > MEMORY_MS) recent = { report: checkAll(), atMs: nowMs };
  return recent.report;
}

async function probe(service: CheckedService): Promise<Pick<Health, 'error' | 'refusesKey'> | undefined> {
  const late = new AppError('service_unavailable', `No answer within ${PROBE_MS} ms.`);
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late), PROBE_MS);
  });
  try {
    await Promise.race([probes[service](), timeout]);
    return undefined;
  } catch (error) {
    return { error: inWords(service, error), ...(isKeyRefusal(error) && { refusesKey: true }) };
  } finally {
    clearTimeout(timer);
  }
}

function statusOf(service: CheckedService, breaker: BreakerState): HealthStatus {
  const { count, failed, p95Ms } = lastMinute(service);
  const failing = count >= FEWEST_CALLS && failed / count > FAILING_SHARE;
  const slow = count >= FEWEST_CALLS && p95Ms > getService(service).slowMs;
  return breaker !== 'closed' || failing || slow ? 'degraded' : 'healthy';
}

/** The error's message and the provider's own, or the last one before the breaker opened. */
function inWords(service: CheckedService, error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!isAppError(error)) return error.message;
  const said = breakerOf(service).state === 'open' ? lastFailure(service)?.message : undefined;
  const cause = error.cause instanceof Error ? error.cause.message : undefined;
  const more = said ?? cause;
  return more === undefined ? error.message : `${error.message} (${more})`;
}

export type Aggregate = {
  overallStatus: HealthStatus;
  healthyServices: number;
  totalServices: number;
  failedServices: string[];
};

const WORST_FIRST = ['unhealthy', 'degraded', 'healthy'] as const;

/** The whole is as well as its worst part. */
export function aggregate(services: Readonly<Record<string, { status: HealthStatus }>>): Aggregate {
  const all = Object.entries(services);
  const having = (status: HealthStatus) => all.filter(([, health]) => health.status === status);
  return {
    overallStatus: WORST_FIRST.find((status) => having(status).length > 0) ?? 'healthy',
    healthyServices: having('healthy').length,
    totalServices: all.length,
    failedServices: having('unhealthy').map(([name]) => name),
  };
}

/** Whether every service is up without which Pista stops. */
export const canServe = (report: HealthReport): boolean =>
  CHECKED.every((name) => report[name].status !== 'unhealthy' || getService(name).tier !== 'needed');
