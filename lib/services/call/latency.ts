import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { Histogram, Registry } from 'prom-client';
import type { ServiceName } from './registry';

/** How a call ended: served, the caller's fault, the provider's fault, or refused by an open breaker. */
export type Outcome = 'ok' | 'refused' | 'failed' | 'open';

export type Latency = { count: number; p50Ms: number; p95Ms: number; p99Ms: number };
export type LastMinute = Latency & { failed: number };

const SLICE_MS = 10_000;
const SLICES = 6;

type Slice = { startedAt: number; histogram: RecordableHistogram; failed: number };
type Book = {
  registry: Registry;
  seconds: Histogram<'service' | 'operation' | 'outcome'>;
  slices: Map<ServiceName, Slice[]>;
  totals: Map<ServiceName, Map<string, RecordableHistogram>>;
};

// Next loads this module once per bundle, and one process must count once.
const shared = globalThis as typeof globalThis & { pistaLatency?: Book };

function book(): Book {
  shared.pistaLatency ??= open();
  return shared.pistaLatency;
}

function open(): Book {
  const registry = new Registry();
  const seconds = new Histogram({
    name: 'pista_service_call_seconds',
    help: 'Calls to outside services by service, operation and outcome.',
    labelNames: ['service', 'operation', 'outcome'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return { registry, seconds, slices: new Map(), totals: new Map() };
}

/** The Prometheus registry of this process. */
export const metricsRegistry = (): Registry => book().registry;

/** Records one call. A call that an open breaker refused is counted without a duration. */
export function recordCall(
  service: ServiceName,
  operation: string,
  outcome: Outcome,
  ms: number,
  nowMs = Date.now(),
): void {
  const { seconds, slices, totals } = book();
  seconds.observe({ service, operation, outcome }, ms / 1000);
  if (outcome === 'open') return;
  const slice = currentSlice(slices, service, nowMs);
  if (outcome === 'failed') slice.failed += 1;
  const micros = Math.max(1, Math.round(ms * 1000));
  slice.histogram.record(micros);
  operationHistogram(totals, service, operation).record(micros);
}

function currentSlice(slices: Book['slices'], service: ServiceName, nowMs: number): Slice {
  const own = slices.get(service) ?? [];
  slices.set(service, own);
  const last = own.at(-1);
  if (last && nowMs - last.startedAt < SLICE_MS) return last;
  const next = { startedAt: nowMs, histogram: createHistogram(), failed: 0 };
  own.push(next);
  if (own.length > SLICES) own.shift();
  return next;
}

function operationHistogram(totals: Book['totals'], service: ServiceName, operation: string) {
  const own = totals.get(service) ?? new Map<string, RecordableHistogram>();
  totals.set(service, own);
  const found = own.get(operation) ?? createHistogram();
  own.set(operation, found);
  return found;
}

/** The figures of a service over the last minute, to ten seconds, in this process. */
export function lastMinute(service: ServiceName, nowMs = Date.now()): LastMinute {
  const recent = (book().slices.get(service) ?? []).filter(
    (slice) => nowMs - slice.startedAt < SLICES * SLICE_MS,
  );
  const sum = createHistogram();
  for (const slice of recent) sum.add(slice.histogram);
  return { ...summary(sum), failed: recent.reduce((total, slice) => total + slice.failed, 0) };
}

/** Percentiles since the start of this process, by operation. */
export function latencyByOperation(service: ServiceName): Record<string, Latency> {
  const own = book().totals.get(service) ?? new Map<string, RecordableHistogram>();
  return Object.fromEntries([...own].map(([operation, histogram]) => [operation, summary(histogram)]));
}

function summary(histogram: RecordableHistogram): Latency {
  const ms = (percentile: number) => (histogram.count === 0 ? 0 : histogram.percentile(percentile) / 1000);
  return { count: histogram.count, p50Ms: ms(50), p95Ms: ms(95), p99Ms: ms(99) };
}
