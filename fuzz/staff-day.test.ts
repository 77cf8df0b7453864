import { expect, test } from 'vitest';
import { readDocument } from './document';
import { nothingTried } from './fuzz';
import { workStaffDays } from './staff-day';

const document = readDocument({
  openapi: '3.1.0',
  components: { schemas: {} },
  paths: {
    '/api/v1/clubs/{id}/planner': {
      get: {
        operationId: 'getPlanner',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        responses: { 200: {}, 409: {} },
      },
    },
  },
});

test('a request of a desk’s day that is refused is a finding, although it is as described', async () => {
  const outcome = nothingTried();
  const answer = { request: 'GET planner', status: 409, headers: {}, text: '{"error":"conflict"}', ms: 1 };
  const place = { clubId: 7, courtIds: [1, 2] as const, undoSeconds: 0, spareClubIds: [8] };
  await workStaffDays({ document, send: async () => answer, judge: () => null }, place, outcome);
  expect(outcome).toMatchObject({ tried: 5, byStatus: { 409: 5 } });
  expect([...outcome.succeeded]).toEqual([]);
  for (const finding of outcome.findings)
    expect(finding).toMatchObject({ operation: 'getPlanner', problem: expect.stringContaining('409') });
  expect(outcome.findings).toHaveLength(5);
});
