import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { env } from '@/lib/core/env';

/**
 * Sends the spans of Next and of every provider call to an OpenTelemetry collector. Without an endpoint nothing is
 * started.
 * @returns what sends the rest, and what stops after it, or null when tracing is off
 */
export function startTracing(): { flush: () => Promise<void>; stop: () => Promise<void> } | null {
  const endpoint = env().OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return null;
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'pista' }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
  return { flush: () => provider.forceFlush(), stop: () => provider.shutdown() };
}
