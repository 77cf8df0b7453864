import { CircuitState } from 'cockatiel';
import { z } from 'zod';
import { log } from '@/lib/core/log';
import { redis } from '@/lib/services/redis/redis';
import { Guard } from './breaker';
import { ProviderOutage } from './provider-errors';
import { getService, SERVICE_NAMES, type ServiceName } from './registry';

const REFRESH_MS = 1_000;
/** An open breaker that no process touched for this long is forgotten. */
const REMEMBER_MS = 5 * 60_000;
/** The cache's breaker is not shared, since the others are shared through the cache. */
const SHARED = SERVICE_NAMES.filter((name) => name !== 'cache');

type Guards = {
  own: Map<ServiceName, Guard>;
  /** Which breakers stood in Redis when it was last asked. */
  published: Set<ServiceName>;
  refreshedAtMs: number;
  /** Redis did not answer last time, so breakers are this process's own. */
  alone: boolean;
};

// Next loads this module once per bundle, and one process must have one breaker per service.
const shared = globalThis as typeof globalThis & { pistaGuards?: Guards };

function guards(): Guards {
  shared.pistaGuards ??= {
    own: new Map(),
    published: new Set(),
    refreshedAtMs: Number.NEGATIVE_INFINITY,
    alone: false,
  };
  return shared.pistaGuards;
}

/** The breaker of a service in this process, at most a second behind the other processes. */
export function guardOf(service: ServiceName): Guard {
  const all = guards();
  if (performance.now() - all.refreshedAtMs > REFRESH_MS) {
    all.refreshedAtMs = performance.now();
    void refreshBreakers();
  }
  return ownGuard(service);
}

function ownGuard(service: ServiceName): Guard {
  const { own } = guards();
  const found = own.get(service);
  if (found) return found;
  const guard = new Guard(getService(service), (changed) => void publish(service, changed));
  own.set(service, guard);
  return guard;
}

/** Forgets every breaker of this process, as a restart would. */
export function resetGuards(): void {
  delete shared.pistaGuards;
}

/** An open breaker as cockatiel 3 writes it. Anything else in Redis is ignored. */
const snapshotSchema = z.object({
  openedAtMs: z.number(),
  breaker: z.object({
    ownState: z.object({
      value: z.literal(CircuitState.Open),
      openedAt: z.number(),
      attemptNo: z.int().min(1).max(1000),
    }),
    breakerState: z.number(),
  }),
});

/** Reads from Redis which breakers other processes opened and closed. */
export async function refreshBreakers(): Promise<void> {
  const found = await ask(() => redis().mget<unknown[]>(...SHARED.map(breakerKey)));
  for (const [index, service] of SHARED.entries()) {
    const snapshot = snapshotSchema.safeParse(found?.[index]).data;
    if (found) learn(service, snapshot);
  }
}

function learn(service: ServiceName, snapshot: z.output<typeof snapshotSchema> | undefined): void {
  const { published } = guards();
  const guard = ownGuard(service);
  if (snapshot) {
    published.add(service);
    if (guard.isNews(snapshot)) guard.adopt(snapshot);
  } else if (published.delete(service) && guard.state === 'open') {
    guard.adopt(null);
  }
}

async function publish(service: ServiceName, guard: Guard): Promise<void> {
  if (service === 'cache' || guard.state === 'half_open') return;
  log().warn({ service, breaker: guard.state }, 'breaker changed');
  const { published } = guards();
  if (guard.state === 'closed') {
    published.delete(service);
    await ask(() => redis().del(breakerKey(service), probeKey(service)));
    return;
  }
  const done = await ask(() =>
    redis()
      .pipeline()
      .set(breakerKey(service), guard.snapshot(), { px: REMEMBER_MS })
      .del(probeKey(service))
      .exec(),
  );
  if (done) published.add(service);
}

/** Closes a breaker at once in every process, because somebody knows that the service is back. */
export async function closeBreaker(service: ServiceName): Promise<void> {
  const guard = ownGuard(service);
  guard.adopt(null);
  await publish(service, guard);
}

/**
 * Whether this process may test a service whose breaker has been open long enough. Without Redis each process tests
 * for itself.
 */
export async function mayProbe(service: ServiceName): Promise<boolean> {
  if (service === 'cache') return true;
  const { timeoutMs, breaker } = getService(service);
  const px = Math.min(timeoutMs, breaker.recoveryMs);
  const claim = await ask(async () => ({
    granted: (await redis().set(probeKey(service), 1, { nx: true, px })) !== null,
  }));
  return claim?.granted ?? true;
}

/** Asks Redis behind its own breaker. Undefined when it does not answer, which is logged once. */
async function ask<T>(command: () => Promise<T>): Promise<T | undefined> {
  const all = guards();
  try {
    const reply = await ownGuard('cache').run(() =>
      command().catch((cause: unknown) => {
        throw new ProviderOutage('Redis did not answer.', { cause });
      }),
    );
    if (all.alone) log().info('breakers are shared again');
    all.alone = false;
    return reply;
  } catch (error) {
    if (!all.alone) log().warn({ err: error }, 'Redis does not answer: breakers are this process’s own');
    all.alone = true;
    return undefined;
  }
}

const breakerKey = (service: ServiceName) => `breaker:${service}`;
const probeKey = (service: ServiceName) => `breaker:${service}:probe`;
