import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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

describe('the plan of a club', () => {
  it('draws every court once, inside the plan, none over another', () => {
    fc.assert(
      fc.property(anyCourts, (courts) => {
        const plan = layoutCourts(courts);
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
      fc.property(anyCourts, (courts) => {
        const plan = layoutCourts(courts);
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

  it('starts a second row when there are more than six courts', () => {
    const rows = (count: number) =>
      new Set(
        layoutCourts(Array.from({ length: count }, (_, index) => court(index + 1))).courts.map(({ y }) => y),
      ).size;
    expect(rows(6)).toBe(1);
    expect(rows(7)).toBe(2);
    expect(rows(12)).toBe(2);
  });
});
