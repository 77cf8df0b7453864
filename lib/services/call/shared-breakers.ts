import { CircuitState } from 'cockatiel';
import { z } from 'zod';
import { log } from '@/lib/core/log';
import { redis } from '@/lib/services/redis/redis';
import { Breaker } from './breaker';
import { ProviderOutage } from './provider-errors';
import { getService, SERVICE_NAMES, type ServiceName } from './registry';

const REFRESH_MS = 1_000;
/** An open breaker that no process touched for this long is forgotten. */
const REMEMBER_MS = 5 * 60_000;
/** The cache's breaker is not shared, since the others are shared through the cache. */
const SHARED = SERVICE_NAMES.filter((name) => name !== 'cache');

type Breakers = {
  own: Map<ServiceName, Breaker>;
  /** Which breakers stood in Redis when it was last asked. */
  published: Set<ServiceName>;
  refreshedAtMs: number;
  /** Redis did not answer last time, so breakers are this process's own. */
  alone: boolean;
};

// Next loads this module once per bundle, and one process must have one breaker per service.
const shared = globalThis as typeof globalThis & { pistaBreakers?: Breakers };

function breakers(): Breakers {
  shared.pistaBreakers ??= {
    own: new Map(),
    published: new Set(),
    refreshedAtMs: Number.NEGATIVE_INFINITY,
    alone: false,
  };
  return shared.pistaBreakers;
}

/** The breaker of a service in this process, at most a second behind the other processes. */
export function breakerOf(service: ServiceName): Breaker {
  const all = breakers();
  if (performance.now() - all.refreshedAtMs > REFRESH_MS) {
    all.refreshedAtMs = performance.now();
    void refreshBreakers();
  }
  return ownBreaker(service);
}

function ownBreaker(service: ServiceName): Breaker {
  const { own } = breakers();
  const found = own.get(service);
  if (found) return found;
  const breaker = new Breaker(getService(service), (changed) => void publish(service, changed));
  own.set(service, breaker);
  return breaker;
}

/** Forgets every breaker of this process, as a restart would. */
export function resetBreakers(): void {
  delete shared.pistaBreakers;
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
  const { published } = breakers();
  const breaker = ownBreaker(service);
  if (snapshot) {
    published.add(service);
    if (breaker.isNews(snapshot)) breaker.adopt(snapshot);
  } else if (published.delete(service) && breaker.state === 'open') {
    breaker.adopt(null);
  }
}

async function publish(service: ServiceName, breaker: Breaker): Promise<void> {
  if (service === 'cache' || breaker.state === 'half_open') return;
  log().warn({ service, breaker: breaker.state }, 'breaker changed');
  const { published } = breakers();
  if (breaker.state === 'closed') {
    published.delete(service);
    await ask(() => redis().del(breakerKey(service), probeKey(service)));
    return;
  }
  const done = await ask(() =>
    redis()
      .pipeline()
      .set(breakerKey(service), breaker.snapshot(), { px: REMEMBER_MS })
      .del(probeKey(service))
      .exec(),
  );
  if (done) published.add(service);
}

/** Closes a breaker at once in every process, because somebody knows that the service is back. */
export async function closeBreaker(service: ServiceName): Promise<void> {
  const breaker = ownBreaker(service);
  breaker.adopt(null);
  await publish(service, breaker);
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
  const all = breakers();
  try {
    const reply = await ownBreaker('cache').run(() =>
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
