import { collectDefaultMetrics, Gauge } from 'prom-client';
import { redisConnections } from '@/lib/services/redis/redis';
import { metricsRegistry } from './latency';
import { SERVICE_NAMES } from './registry';
import { breakerOf } from './shared-breakers';

const BREAKER = 'pista_breaker_state';
const OPENNESS = { closed: 0, half_open: 0.5, open: 1 } as const;

/** The metrics of this process in Prometheus's text format. */
export async function renderMetrics(): Promise<{ text: string; contentType: string }> {
  const registry = metricsRegistry();
  if (!registry.getSingleMetric(BREAKER)) addGauges();
  return { text: await registry.metrics(), contentType: registry.contentType };
}

function addGauges(): void {
  const registers = [metricsRegistry()];
  collectDefaultMetrics({ register: metricsRegistry() });
  new Gauge({
    name: BREAKER,
    help: 'Breaker of each service as this process sees it: 0 closed, 0.5 half open, 1 open.',
    labelNames: ['service'],
    registers,
    collect() {
      for (const service of SERVICE_NAMES) this.set({ service }, OPENNESS[breakerOf(service).state]);
    },
  });
  new Gauge({
    name: 'pista_database_connections',
    help: 'Connections of this process to PostgreSQL by state; waiting counts statements and transactions.',
    labelNames: ['state'],
    registers,
    collect() {
      const { max, inUse, waiting } = breakerOf('database').load;
      for (const [state, count] of Object.entries({ max, in_use: inUse, waiting }))
        this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'pista_redis_connections',
    help: 'Connections to Redis by state; waiting counts requests.',
    labelNames: ['state'],
    registers,
    collect() {
      const { maxSockets, open, free, inUse, waiting } = redisConnections();
      const states = { max: maxSockets, open, free, in_use: inUse, waiting };
      for (const [state, count] of Object.entries(states)) this.set({ state }, count);
    },
  });
}
