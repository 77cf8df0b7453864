import { describe, expect, it } from 'vitest';
import { fc } from '@/test/fast-check';
import { layoutCourts, type PlanCourt } from './court-plan-layout';

const court = (position: number, over: Partial<PlanCourt> = {}): PlanCourt => ({
  id: position,
  name: `Pista ${position}`,
  position,
  sport: 'padel',
  indoor: false,
  surface: 'turf',
  format: 'double',
  ...over,
});

const anyCourts = fc
  .array(
    fc.record({
      sport: fc.constantFrom('padel' as const, 'tennis' as const),
      indoor: fc.boolean(),
      format: fc.constantFrom('single' as const, 'double' as const),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((all) => all.map((over, index) => court(index + 1, over)));

const anyAspect = fc.double({ min: 0.3, max: 5, noNaN: true });

describe('the plan of a club', () => {
  it('draws every court once, inside the plan, none over another', () => {
    fc.assert(
      fc.property(anyCourts, anyAspect, (courts, aspect) => {
        const plan = layoutCourts(courts, aspect);
        expect(plan.courts.map(({ id }) => id).sort((a, b) => a - b)).toEqual(courts.map(({ id }) => id));
        for (const [index, a] of plan.courts.entries()) {
          expect(a.x + a.width).toBeLessThan(plan.width);
          expect(a.y + a.height).toBeLessThan(plan.height);
          for (const b of plan.courts.slice(index + 1)) {
            const apart =
              a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
            expect(apart).toBe(true);
          }
        }
      }),
    );
  });

  it('puts a roof over the indoor courts of each row and over no other', () => {
    fc.assert(
      fc.property(anyCourts, anyAspect, (courts, aspect) => {
        const plan = layoutCourts(courts, aspect);
        for (const placed of plan.courts) {
          const covered = plan.roofs.some(
            (roof) =>
              roof.x < placed.x + placed.width &&
              placed.x < roof.x + roof.width &&
              roof.y < placed.y + placed.height &&
              placed.y < roof.y + roof.height,
          );
          expect(covered).toBe(placed.indoor);
        }
      }),
    );
  });

  it.each([
    ['a wide frame', 4, 6, 1],
    ['a square frame', 1, 6, 2],
    ['a wide frame for a large club', 4, 12, 1],
    ['a photo-shaped frame for a large club', 1.5, 12, 2],
    ['a single court', 1, 1, 1],
  ])('in %s of aspect %d draws %d courts in %d rows', (_, aspect, count, rows) => {
    const courts = Array.from({ length: count }, (_, index) => court(index + 1));
    expect(new Set(layoutCourts(courts, aspect).courts.map(({ y }) => y)).size).toBe(rows);
  });
});
