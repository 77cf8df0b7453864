import { afterAll, expect, test } from 'vitest';
import { serve } from '@/sandbox/serve';
import { call } from './call';
import { ProviderOutage } from './provider-errors';
import { startTracing } from './tracing';

const received: string[] = [];
const collector = await serve((request) => {
  received.push(`${request.method} ${request.path} ${request.body}`);
  return { body: {} };
}, 0);
// biome-ignore lint/style/noProcessEnv: the environment of this test file
process.env.OTEL_EXPORTER_OTLP_ENDPOINT = collector.url;
afterAll(() => collector.close());

test('calls to the outside are sent to the collector as spans, failed ones marked', async () => {
  const tracing = startTracing();
  await call('payment', 'get_intent', async () => 'found');
  await call('sms', 'send', () => Promise.reject(new ProviderOutage('down'))).catch(() => {});
  await tracing?.stop();

  const sent = received.join('\n');
  expect(sent).toContain('POST /v1/traces');
  expect(sent).toContain('payment.get_intent');
  expect(sent).toMatch(/"name":"sms\.send".*?"status":\{"code":2/);
  expect(sent).toContain('pista');
});
