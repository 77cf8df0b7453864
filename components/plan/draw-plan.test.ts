import { expect, test } from 'vitest';
import { GET } from '@/app/plans/[plan]/route';
import { PLAN_ID } from './draw-plan';
import { planPath } from './plan-path';
import type { PlanCourt } from '@/lib/catalogue/court-plan/court-plan-layout';

const court = (over: Partial<PlanCourt>): PlanCourt => ({
  id: 1,
  name: 'Pista 1',
  position: 0,
  sport: 'padel',
  indoor: true,
  surface: 'turf',
  format: 'double',
  ...over,
});
const courts = [court({ id: 2, name: 'Ñandú <b>', position: 1, surface: 'clay', indoor: false }), court({})];

const get = (path: string) => {
  const plan = decodeURIComponent(path.slice('/plans/'.length));
  return GET(new Request(`http://localhost${path}`), { params: Promise.resolve({ plan }) });
};

test('the address of a plan says what it shows, in the order of the courts', () => {
  expect(planPath(courts, 1.4)).toBe(
    '/plans/1.4~padel-double-turf-indoor-1~padel-double-clay-outdoor-%C3%91',
  );
});

test('the court that is lit has the full tone of its surface, and only it', async () => {
  const path = planPath(courts, 4, 2);
  expect(path).toBe('/plans/4~padel-double-turf-indoor-1~padel-double-clay-outdoor-%C3%91-lit');
  const drawing = await (await get(path)).text();
  expect(drawing).toContain('var(--clay)');
  expect(drawing).toContain('var(--turf-pale)');
});

test('a plan is a drawing that may be kept for good', async () => {
  const answer = await get(planPath(courts, 1.4));
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  const drawing = await answer.text();
  expect(drawing).toContain(`<symbol id="${PLAN_ID}"`);
  expect(drawing.match(/<circle/g)).toHaveLength(2);
  expect(drawing).toContain('>1</text>');
  expect(drawing).toContain('>Ñ</text>');
  expect(drawing).toContain('var(--clay-pale)');
});

test.each([
  '/plans/1.4',
  '/plans/~padel-double-turf-indoor-1',
  '/plans/1.4~padel-double-lava-indoor-1',
  '/plans/1.4~padel-double-turf-indoor-12345',
  '/plans/1.4~padel-double-turf-indoor-1-dark',
  `/plans/1.4${'~padel-double-turf-indoor-1'.repeat(61)}`,
])('an address of another form is no plan (%#)', async (path) => {
  expect((await get(path)).status).toBe(404);
});

test('what a mark holds is text in the drawing', async () => {
  const answer = await get('/plans/1.4~padel-double-turf-indoor-%3Ca%3E%26');
  expect(await answer.text()).toContain('>&lt;a>&amp;</text>');
});
