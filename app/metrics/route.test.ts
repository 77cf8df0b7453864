import { expect, test } from 'vitest';
import { GET } from './route';

const metrics = (authorization?: string) =>
  GET(new Request('http://localhost:3000/metrics', { headers: authorization ? { authorization } : {} }), {
    params: Promise.resolve({}),
  });

test('whoever holds the token gets the metrics as Prometheus reads them', async () => {
  const response = await metrics('Bearer a-metrics-token-that-only-tests-know');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/plain');
  expect(await response.text()).toContain('# TYPE pista_service_call_seconds histogram');
});

test.each([
  undefined,
  'Bearer wrong',
  'a-metrics-token-that-only-tests-know',
  'Bearer a-metrics-token-that-only-tests-know2',
])('nobody else does (%s)', async (authorization) => {
  expect((await metrics(authorization)).status).toBe(401);
});
